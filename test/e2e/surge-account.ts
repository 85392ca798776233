import type {Backend} from '../../src/backend/backend.js';
import {surgeGateway} from '../../src/providers/surge/gateway.js';
import {createSurgeHandlers, postSurgeWebhooks} from '../../src/providers/surge/mock.js';
import {fromHandlers, serveProvider} from '../gateway/servers.js';
import type {Connected} from './gateway-server.js';

const ADDRESS = 'https://api.surge.app';
const ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';
const SECRET = `whsec_${btoa('the secret of this account')}`;
const KEY = 'sk_kept_on_the_server';

/** When a webhook left for the gateway, by the clock of this machine. */
export interface Posted {
  readonly type: string;
  readonly at: number;
}

/** An account at Surge, mocked, over real HTTP in both directions. */
export function surgeAccount(posted: Posted[], polling: object): (backend: Backend) => Promise<Connected> {
  return async (backend) => {
    const handlers = createSurgeHandlers(backend, {acceptKey: (key) => key === KEY});
    const provider = await serveProvider(fromHandlers(handlers, ADDRESS));
    let stop = (): void => undefined;
    return {
      name: 'surge',
      half: surgeGateway({
        baseUrl: provider.url,
        accounts: {tenant: 'acme', accountId: ACCOUNT, apiKey: KEY, webhookSecrets: [SECRET]},
      }),
      options: {accountId: ACCOUNT, polling},
      sendWebhooksTo(publicUrl) {
        const watched: typeof fetch = async (input, init) => {
          posted.push({type: typeOf(init?.body), at: Date.now()});
          return fetch(input, init);
        };
        stop = postSurgeWebhooks(backend, {url: `${publicUrl}/surge/webhook`, secret: SECRET, fetch: watched});
      },
      async close() {
        stop();
        await provider.close();
      },
    };
  };
}

function typeOf(body: BodyInit | null | undefined): string {
  const {type} = JSON.parse(typeof body === 'string' ? body : '{}') as {readonly type?: string};
  return type ?? '';
}
