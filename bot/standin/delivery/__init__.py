"""How apps hear of things: events and interactions, over HTTP and over sockets."""
