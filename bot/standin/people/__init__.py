"""What people do in the workspace; the page and the tests act through these functions only."""
