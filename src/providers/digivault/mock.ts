import {http, type HttpHandler, type PathParams} from 'msw';
import type {Backend} from '../../backend/backend.js';
import type {OperationKind} from '../../backend/faults.js';
import {answer, answerToThrown, notFound, preflight, refuse, tooMany} from './mock/answers.js';
import {RateLimits} from './mock/limits.js';
import {
  createAnswer,
  deleteAnswer,
  deleteMessageAnswer,
  found,
  sendAnswer,
  updateAnswer,
  type World,
} from './mock/operations.js';
import type {DigivaultMockOptions} from './mock/options.js';
import {pageOf, readPageRequest} from './mock/paging.js';
import {readConversationChange, readNewConversation, readNewMessage, refusedEntry} from './mock/requests.js';
import {Tables} from './mock/tables.js';

export {addDigivaultExtras} from './mock/extras.js';
export {DigivaultGroups} from './mock/groups.js';
export type {MockGroup, MockGroupMessage, NewMockGroup} from './mock/groups.js';
export {OWN_CONTACT, type DigivaultMockOptions} from './mock/options.js';
export {digivaultWebhook, pastDigivaultWebhooks, relayDigivaultWebhooks} from './mock/webhooks.js';

type Operation = () => Response;

/**
 * The HTTP API of DigiVault over the in-memory backend: conversations as its document has them, and as much of
 * contacts, groups and messages as an inbox needs. What is not documented is an option.
 *
 * For `setupWorker` in a page and `setupServer` in Node.
 */
export function createDigivaultHandlers(backend: Backend, options: DigivaultMockOptions = {}): HttpHandler[] {
  const root = `${(options.baseUrl ?? 'https://api.digivault.com').replace(/\/+$/, '')}/v1`;
  const tables = new Tables(backend, options);
  const limits = new RateLimits(backend.clock, options);
  const world: World = {backend, tables, options};
  const isForbidden = (what: NonNullable<DigivaultMockOptions['forbidden']>[number]) =>
    options.forbidden?.includes(what) ?? false;

  /** Lets a request in, counts and reads it, then does it at the distance of the network. */
  async function exchange(request: Request, read: (query: URLSearchParams) => Operation | Promise<Operation>) {
    const write = request.method !== 'GET';
    const kind: OperationKind = write ? 'send' : 'read';
    const {headers, refusedFor} = limits.meet(write);
    const response = await respond();
    if (response.type !== 'error') {
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    }
    return response;

    async function respond(): Promise<Response> {
      try {
        const refused =
          refusedEntry(request, options) ??
          (refusedFor === undefined ? undefined : tooMany(refusedFor, options.retryAfterAsDate));
        const operation = refused ? () => refused : await read(new URL(request.url).searchParams);
        return await backend.perform(kind, operation, request.signal);
      } catch (thrown) {
        return answerToThrown(thrown, options.retryAfterAsDate);
      }
    }
  }

  const list = (collection: string, rows: (query: URLSearchParams) => readonly {readonly id: string}[] | undefined) =>
    http.get(`${root}/${collection}`, ({request}) =>
      exchange(request, (query) => {
        const page = readPageRequest(query);
        return () => {
          const all = rows(query);
          return all ? answer({...pageOf(all, page, options)}) : notFound();
        };
      }),
    );

  const forbiddenList = (collection: 'contacts' | 'groups', which: 'contact-list' | 'group-list') =>
    isForbidden(which) || isForbidden(collection)
      ? [http.get(`${root}/${collection}`, ({request}) => exchange(request, () => forbidden))]
      : [];

  return [
    http.options(`${root}/*`, preflight),

    list('conversations', () => tables.conversations()),
    http.post(`${root}/conversations`, ({request}) =>
      exchange(request, async () => {
        const whom = await readNewConversation(request);
        return () => createAnswer(world, whom);
      }),
    ),
    http.get(`${root}/conversations/:id`, ({request, params}) =>
      exchange(request, () => () => found(tables.conversation(idIn(params)))),
    ),
    http.put(`${root}/conversations/:id`, ({request, params}) =>
      exchange(request, async () => {
        const archivedAt = await readConversationChange(request);
        return () => updateAnswer(world, idIn(params), archivedAt);
      }),
    ),
    http.delete(`${root}/conversations/:id`, ({request, params}) =>
      exchange(request, () => () => deleteAnswer(world, idIn(params))),
    ),

    list('messages', (query) => {
      const id = query.get('conversation_id') ?? undefined;
      return id === undefined || tables.conversation(id) ? tables.messages(id) : undefined;
    }),
    http.post(`${root}/messages`, ({request}) =>
      exchange(request, async () => {
        const message = await readNewMessage(request);
        return () => sendAnswer(world, message);
      }),
    ),

    http.get(`${root}/messages/:id`, ({request, params}) =>
      exchange(request, () => () => found(tables.messages(undefined).find(({id}) => id === idIn(params)))),
    ),
    http.delete(`${root}/messages/:id`, ({request, params}) =>
      exchange(request, () => () => deleteMessageAnswer(world, idIn(params))),
    ),

    ...forbiddenList('contacts', 'contact-list'),
    list('contacts', () => tables.contacts()),
    http.get(`${root}/contacts/:id`, ({request, params}) =>
      exchange(request, () => (isForbidden('contacts') ? forbidden : () => found(tables.contact(idIn(params))))),
    ),
    ...forbiddenList('groups', 'group-list'),
    list('groups', () => tables.groups()),
    http.get(`${root}/groups/:id`, ({request, params}) =>
      exchange(request, () => (isForbidden('groups') ? forbidden : () => found(tables.group(idIn(params))))),
    ),

    http.all(`${root}/*`, () => notFound()),
  ];
}

const forbidden: Operation = () =>
  refuse(403, 'permission_error', "You don't have permission to access this resource.");

const idIn = ({id}: PathParams): string => (typeof id === 'string' ? id : '');
