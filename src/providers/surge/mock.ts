import {http, type HttpHandler, type PathParams} from 'msw';
import type {Backend} from '../../backend/backend.js';
import type {OperationKind} from '../../backend/faults.js';
import {answerToThrown, preflight, refuse} from './mock/answers.js';
import {SurgeIds} from './mock/ids.js';
import * as operations from './mock/operations.js';
import type {SurgeMockOptions} from './mock/options.js';
import {readContact, readSend, refusedEntry} from './mock/requests.js';
import {ToWire} from './mock/to-wire.js';

export type {SurgeMockOptions} from './mock/options.js';
export {postSurgeWebhooks, type SurgeDeliveryOptions} from './mock/deliveries.js';
export {
  pastSurgeWebhooks,
  relaySurgeWebhooks,
  surgeWebhookHeaders,
  surgeWebhooks,
  type SurgeSignatureOptions,
} from './mock/webhooks.js';

type Read = (query: URLSearchParams) => (() => Response) | Promise<() => Response>;

/**
 * Surge's API for messages, contacts and phone numbers over the in-memory backend. Sending and creating contacts are
 * the Surge document's; the rest is the official client's. There are no conversations to ask for, as there are none
 * at the provider.
 *
 * For `setupWorker` in a page and `setupServer` in Node.
 */
export function createSurgeHandlers(backend: Backend, options: SurgeMockOptions = {}): HttpHandler[] {
  const root = (options.baseUrl ?? 'https://api.surge.app').replace(/\/+$/, '');
  const account = {backend, options, toWire: new ToWire(backend, new SurgeIds(backend, options.ids), options)};

  /** Lets a request in, reads it, then does it at the distance of the network. */
  async function exchange(kind: OperationKind, request: Request, params: PathParams, read: Read): Promise<Response> {
    try {
      const refused = refusedEntry(request, options) ?? refusedAccount(params);
      const operation = refused ? () => refused : await read(new URL(request.url).searchParams);
      return await backend.perform(kind, operation, request.signal);
    } catch (thrown) {
      return answerToThrown(thrown, options);
    }
  }

  function refusedAccount(params: PathParams): Response | undefined {
    const {accountId} = params;
    const isOther = options.accountId !== undefined && accountId !== undefined && accountId !== options.accountId;
    return isOther ? refuse('account_not_found') : undefined;
  }

  const inAccount = `${root}/accounts/:accountId`;
  return [
    http.options(`${root}/*`, preflight),

    http.post(`${inAccount}/messages`, ({request, params}) =>
      exchange('send', request, params, async () => {
        const order = await readSend(request, backend.clock.now());
        return () => operations.sendAnswer(account, order);
      }),
    ),
    http.get(`${inAccount}/messages`, ({request, params}) =>
      exchange('read', request, params, (query) => () => operations.messagesAnswer(account, query)),
    ),
    http.get(`${root}/messages/:id`, ({request, params}) =>
      exchange('read', request, params, () => () => operations.messageAnswer(account, idOf(params))),
    ),

    http.post(`${inAccount}/contacts`, ({request, params}) =>
      exchange('send', request, params, async () => {
        const given = await readContact(request, true);
        return () => operations.createContactAnswer(account, given);
      }),
    ),
    http.get(`${inAccount}/contacts`, ({request, params}) =>
      exchange('read', request, params, (query) => () => operations.contactsAnswer(account, query)),
    ),
    http.get(`${root}/contacts/:id`, ({request, params}) =>
      exchange('read', request, params, () => () => operations.contactAnswer(account, idOf(params))),
    ),
    http.patch(`${root}/contacts/:id`, ({request, params}) =>
      exchange('send', request, params, async () => {
        const given = await readContact(request, false);
        return () => operations.updateContactAnswer(account, idOf(params), given);
      }),
    ),

    http.get(`${inAccount}/phone_numbers`, ({request, params}) =>
      exchange('read', request, params, (query) => () => operations.numbersAnswer(account, query)),
    ),

    http.all(`${root}/*`, ({request}) => refusedEntry(request, options) ?? refuse('not_found')),
  ];
}

const idOf = ({id}: PathParams): string => (typeof id === 'string' ? id : '');
