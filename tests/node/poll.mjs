// A poll: a bolt-js app of a shape of its own, as one app over Socket Mode and one over HTTP.
// Reads {api_url, apps: {socket, web}} as its only argument; prints {"port"} when both are up.
import bolt from "@slack/bolt";

const { App, LogLevel } = bolt;
const setup = JSON.parse(process.argv[2]);
const plain = (text) => ({ type: "plain_text", text });

function common(app) {
  return { token: app.bot_token, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: setup.api_url } };
}

function form(question) {
  return {
    type: "modal",
    callback_id: "ask",
    title: plain("New poll"),
    submit: plain("Ask"),
    private_metadata: question,
    blocks: [
      { type: "input", block_id: "q", label: plain("Question"), element: { type: "plain_text_input", action_id: "text", initial_value: question } },
      { type: "input", block_id: "who", label: plain("Whom"), optional: true, element: { type: "external_select", action_id: "team", min_query_length: 0 } },
    ],
  };
}

function ballot(question, votes) {
  const button = (answer) => ({ type: "button", action_id: `vote_${answer}`, value: answer, text: plain(answer) });
  return {
    text: `${question} (${votes})`,
    blocks: [
      { type: "section", block_id: "question", text: { type: "mrkdwn", text: `*${question}*\n${votes} votes` } },
      { type: "actions", block_id: "ballot", elements: ["yes", "no"].map(button) },
    ],
  };
}

function listen(app, name, channel) {
  app.command(`/poll-${name}`, async ({ ack, body, client }) => {
    await ack();
    channel.id = body.channel_id;
    await client.views.open({ trigger_id: body.trigger_id, view: form(body.text) });
  });
  app.options("team", async ({ ack, payload }) => {
    await ack({ options: [{ text: plain(`Team ${payload.value}`), value: payload.value }] });
  });
  app.view("ask", async ({ ack, view, client }) => {
    const question = view.state.values.q.text.value;
    if (!question.endsWith("?")) {
      await ack({ response_action: "errors", errors: { q: "A question ends with a question mark." } });
      return;
    }
    await ack({ response_action: "clear" });
    await client.chat.postMessage({ channel: channel.id, ...ballot(question, 0) });
  });
  app.action(/^vote_/, async ({ ack, body, action, client, respond }) => {
    await ack();
    const question = body.message.text.replace(/ \(\d+\)$/, "");
    const votes = Number(body.message.text.match(/\((\d+)\)$/)[1]) + 1;
    await client.chat.update({ channel: body.channel.id, ts: body.message.ts, ...ballot(question, votes) });
    await respond({ text: `You said ${action.value}.`, response_type: "ephemeral", replace_original: false });
  });
  app.event("app_mention", async ({ event, say }) => {
    await say({ text: `<@${event.user}> asked`, thread_ts: event.ts });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: "home", blocks: [{ type: "section", text: plain("Your polls") }] } });
  });
  app.shortcut(`export_${name}`, async ({ ack, shortcut, client }) => {
    await ack();
    const { id } = shortcut.channel;
    await client.filesUploadV2({ channel_id: id, filename: "poll.csv", content: "yes,no\n1,0\n", initial_comment: "The result" });
  });
}

const socket = new App({ ...common(setup.apps.socket), appToken: setup.apps.socket.app_token, socketMode: true });
listen(socket, "socket", {});
const web = new App({ ...common(setup.apps.web), signingSecret: setup.apps.web.signing_secret });
listen(web, "web", {});
await socket.start();
const server = await web.start(0);
process.on("SIGTERM", () => process.exit(0));
console.log(JSON.stringify({ port: server.address().port }));
