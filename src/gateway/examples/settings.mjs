// What the environment says: `.env.example` lists it.

/** @param {string} name */
function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: .env.example says what it is.`);
  return value;
}

/** Where browsers and the provider reach the gateway. */
export const publicUrl = needed('PUBLIC_URL');
export const port = Number(process.env.PORT ?? 3000);

/** The account at the provider. None of it but the id may reach a page. */
export const account = {
  accountId: needed('SURGE_ACCOUNT'),
  apiKey: needed('SURGE_KEY'),
  // Several while one is being replaced.
  webhookSecrets: needed('SURGE_WEBHOOK_SECRETS').split(','),
};

/** Signs in to the example, as long as `sessions.mjs` stands for your sessions. */
export const password = needed('PASSWORD');

/** Where files are kept that are sent. */
export const folder = process.env.MEDIA_FOLDER ?? 'media';
