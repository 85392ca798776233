// The configuration of `npm run start:gateway`: an account at Surge whose contacts answer, mocked over real HTTP. The
// gateway asks it with a key, and it posts signed webhooks to the gateway.
import {randomBytes} from 'node:crypto';
import {getResponse} from 'msw';
import {createBackend} from '../dist/backend/index.js';
import {surgeGateway} from '../dist/providers/surge/gateway.js';
import {createSurgeHandlers, postSurgeWebhooks} from '../dist/providers/surge/mock.js';
import {serve} from './static-server.mjs';

const accountId = 'acct_01j9a43avnfqzbjfch6pygv1td';
const apiKey = randomBytes(24).toString('base64url');
const secret = `whsec_${randomBytes(24).toString('base64')}`;

export default async ({publicUrl}) => {
  const backend = createBackend();
  const handlers = createSurgeHandlers(backend, {baseUrl: 'http://localhost', acceptKey: (key) => key === apiKey});
  const provider = await serve({dirs: [], answer: (request) => getResponse(handlers, request)});
  postSurgeWebhooks(backend, {url: `${publicUrl}/surge/webhook`, secret});
  console.log(`The provider, mocked: ${provider.url}, with webhooks to ${publicUrl}/surge/webhook`);
  return {
    providers: {surge: surgeGateway({baseUrl: provider.url, accounts: {accountId, apiKey, webhookSecrets: [secret]}})},
    page: {options: {accountId}},
  };
};
