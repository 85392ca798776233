import {http, type HttpHandler, type PathParams} from 'msw';
import type {Backend} from '../../backend/backend.js';
import type {OperationKind} from '../../backend/faults.js';
import {answerToThrown, preflight, refuse} from './mock/answers.js';
import {listAnswer, messagesAnswer, replyAnswer} from './mock/operations.js';
import type {AmplifiMockOptions} from './mock/options.js';
import {booleanParameter, limitParameter, readReply, refusedEntry, Refused} from './mock/requests.js';

export type {AmplifiMockOptions} from './mock/options.js';

/**
 * The conversations API of Amplifi over the in-memory backend, as strict as its document. What the document leaves
 * open (bodies of errors, the place of the cursor, the order of checks) is inference.
 *
 * For `setupWorker` in a page and `setupServer` in Node. Stars, archive and unread counts change through the backend
 * only: the document has no way to change them.
 */
export function createAmplifiHandlers(backend: Backend, options: AmplifiMockOptions = {}): HttpHandler[] {
  const root = `${(options.baseUrl ?? 'https://api.amplifi.com').replace(/\/+$/, '')}/api/conversations`;

  /** Lets a request in, reads it, then does it at the distance of the network. */
  async function exchange(
    kind: OperationKind,
    request: Request,
    read: (query: URLSearchParams) => (() => Response) | Promise<() => Response>,
  ): Promise<Response> {
    try {
      const refused = refusedEntry(request, options);
      const operation = refused ? () => refused : await read(new URL(request.url).searchParams);
      return await backend.perform(kind, operation, request.signal);
    } catch (thrown) {
      return thrown instanceof Refused ? thrown.response : answerToThrown(thrown, options);
    }
  }

  return [
    http.options(root, preflight),
    http.options(`${root}/*`, preflight),

    http.get(root, ({request}) =>
      exchange('read', request, (query) => {
        const filters = {
          unread: booleanParameter(query, 'unread'),
          unresponded: booleanParameter(query, 'unresponded'),
          includeArchived: booleanParameter(query, 'includeArchived'),
          search: query.get('search') ?? '',
        };
        return () => listAnswer(backend, filters);
      }),
    ),

    http.get(`${root}/:phoneNumber/messages`, ({request, params}) =>
      exchange('read', request, (query) => {
        const limit = limitParameter(query);
        const cursor = query.get('cursor');
        return () => messagesAnswer(backend, phoneOf(params), limit, cursor);
      }),
    ),

    http.post(`${root}/:phoneNumber/reply`, ({request, params}) =>
      exchange('send', request, async () => {
        const reply = await readReply(request);
        return () => replyAnswer(backend, phoneOf(params), reply, options);
      }),
    ),

    http.all(root, () => refuse(405, 'Method not allowed.')),
    http.all(`${root}/*`, () => refuse(404, 'Not found.')),
  ];
}

const phoneOf = ({phoneNumber}: PathParams): string => (typeof phoneNumber === 'string' ? phoneNumber : '');
