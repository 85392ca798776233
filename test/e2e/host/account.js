// The address says which provider the account is at.
const parameters = new URLSearchParams(location.search);
const provider = parameters.get('provider');
const inbox = document.querySelector('parlor-inbox');

if (provider === 'memory') {
  inbox.adapter = await embeddedElsewhere();
} else {
  inbox.setAttribute('base-url', `${location.origin}/api`);
  inbox.setAttribute('adapter-options', parameters.get('options'));
  inbox.setAttribute('provider', provider);
}

if (parameters.get('webhooks') === 'yes') setInterval(relayWebhooks, 300);

let told = 0;
let relaying = false;

async function relayWebhooks() {
  if (relaying || !inbox.store) return;
  relaying = true;
  const events = await fetch(`/webhooks?from=${told}`).then(
    (response) => response.json(),
    () => [],
  );
  told += events.length;
  for (const event of events) inbox.receiveWebhook(event);
  relaying = false;
}

/** The embedded adapter with its backend on the server, so that it outlives this page. */
async function embeddedElsewhere() {
  const ask = async (method, query, {signal} = {}) => {
    const response = await fetch(`/embedded/${method}`, {
      method: 'POST',
      body: JSON.stringify(query ?? null),
      ...(signal && {signal}),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const facts = await ask('describe');
  const methods = ['listConversations', 'listMessages', 'sendMessage', 'getConversation', 'markRead'];
  const subscribe = (listener) => {
    let watched;
    const timer = setInterval(() => {
      listener({type: 'conversations-invalidated'});
      if (watched) listener({type: 'messages-invalidated', conversationId: watched});
    }, 500);
    return {watch: (id) => void (watched = id), setPollMode() {}, close: () => clearInterval(timer)};
  };
  return {
    ...facts,
    ...Object.fromEntries(methods.map((method) => [method, (query, options) => ask(method, query, options)])),
    subscribe,
  };
}
