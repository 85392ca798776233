import {http, type HttpHandler, type PathParams} from 'msw';
import type {Backend} from '../../backend/backend.js';
import type {OperationKind} from '../../backend/faults.js';
import {answer, answerToThrown, notFound, preflight, Refused} from './mock/answers.js';
import {detailOf, listAnswer, messagesAnswer, threadsByActivity, threadWith, type Window} from './mock/lists.js';
import type {AgentPhoneMockOptions} from './mock/options.js';
import {
  checkEntry,
  numberParameter,
  readChange,
  readObject,
  readReaction,
  readSend,
  timeParameter,
} from './mock/requests.js';
import {reactionAnswer} from './mock/reacting.js';
import {sendAnswer} from './mock/sending.js';
import {Words} from './mock/to-wire.js';

export type {AgentPhoneMockOptions} from './mock/options.js';
export {agentPhoneWebhook, relayAgentPhoneWebhooks} from './mock/webhooks.js';

/** Messages a detail holds when nobody says how many, and at most. */
const MESSAGE_LIMIT = {usual: 50, minimum: 1, maximum: 100};

/**
 * The conversations API of AgentPhone over the in-memory backend, as strict as its document, with what the official
 * client needs beside it: sending, numbers and contacts. What the document leaves open is a switch of the options.
 *
 * For `setupWorker` in a page and `setupServer` in Node. A conversation here is with one contact, whichever of our
 * numbers was used last.
 */
export function createAgentPhoneHandlers(backend: Backend, options: AgentPhoneMockOptions = {}): HttpHandler[] {
  const root = `${(options.baseUrl ?? 'https://api.agentphone.to').replace(/\/+$/, '')}/v1`;
  const words = new Words(backend, options);

  /** Lets a request in, reads it, then does it at the distance of the network. */
  async function exchange(
    kind: OperationKind,
    request: Request,
    read: (query: URLSearchParams) => (() => Response) | Promise<() => Response>,
  ): Promise<Response> {
    try {
      return await backend.perform(kind, await admitted(request, read), request.signal);
    } catch (thrown) {
      return answerToThrown(thrown, options);
    }
  }

  /** The operation asked for; a refusal of the request itself takes the same time as an answer. */
  async function admitted(request: Request, read: Parameters<typeof exchange>[2]): Promise<() => Response> {
    try {
      checkEntry(request, options);
      return await read(new URL(request.url).searchParams);
    } catch (thrown) {
      return () => {
        throw thrown;
      };
    }
  }

  const detail = (params: PathParams, limit: number): Response =>
    answer(detailOf(backend, words, {thread: threadWith(backend, idIn(params)), limit}, options));

  return [
    http.options(`${root}/*`, preflight),

    http.get(`${root}/conversations`, ({request}) =>
      exchange('read', request, (query) => {
        const window = windowOf(query);
        return () => listAnswer(threadsByActivity(backend), window, (thread) => words.summary(thread));
      }),
    ),

    http.get(`${root}/conversations/:id`, ({request, params}) =>
      exchange('read', request, (query) => {
        const limit = numberParameter(query, 'message_limit', MESSAGE_LIMIT);
        return () => detail(params, limit);
      }),
    ),

    http.patch(`${root}/conversations/:id`, ({request, params}) =>
      exchange('send', request, async () => {
        const {metadata, groupName} = readChange(await readObject(request));
        return () => {
          const thread = threadWith(backend, idIn(params));
          if (metadata !== undefined) backend.setMetadata(thread.id, metadata ?? {});
          if (groupName !== undefined && words.conversation(thread).isGroup) words.groupNames.set(thread.id, groupName);
          return detail(params, MESSAGE_LIMIT.usual);
        };
      }),
    ),

    http.get(`${root}/conversations/:id/messages`, ({request, params}) =>
      exchange('read', request, (query) => {
        const window = {
          limit: numberParameter(query, 'limit', {usual: 50, minimum: 1, maximum: 200}),
          before: timeParameter(query, 'before'),
          after: timeParameter(query, 'after'),
        };
        return () => messagesAnswer(backend, words, {thread: threadWith(backend, idIn(params)), window}, options);
      }),
    ),

    http.post(`${root}/messages`, ({request}) =>
      exchange('send', request, async () => {
        const send = readSend(await readObject(request));
        return () => sendAnswer(backend, words, send, options);
      }),
    ),

    http.post(`${root}/messages/:id/reactions`, ({request, params}) =>
      exchange('send', request, async () => {
        const kind = readReaction(await readObject(request));
        return () => reactionAnswer(backend, words, {messageId: idIn(params), kind}, options);
      }),
    ),

    http.get(`${root}/numbers`, ({request}) =>
      exchange('read', request, (query) => {
        const window = windowOf(query);
        return () => listAnswer(backend.ownNumbers(), window, (number) => words.number(number));
      }),
    ),

    http.get(`${root}/contacts`, ({request}) =>
      exchange('read', request, (query) => {
        const window = windowOf(query);
        const search = (query.get('search') ?? '').toLowerCase();
        return () => {
          const contacts = backend.contacts().map((contact) => words.contact(contact));
          const isFound = (text: string | null | undefined) => !!text?.toLowerCase().includes(search);
          const found = contacts.filter(({name, phoneNumber}) => isFound(name) || isFound(phoneNumber) || !search);
          return listAnswer(found, window, (contact) => contact);
        };
      }),
    ),

    http.get(`${root}/contacts/:id`, ({request, params}) =>
      exchange('read', request, () => () => {
        const contact = backend.contact(idIn(params));
        if (!contact) throw notFound('Contact');
        return answer(words.contact(contact));
      }),
    ),

    ...['conversations', 'messages', 'numbers', 'contacts'].map((name) =>
      http.all(`${root}/${name}`, ({request}) => exchange('read', request, () => refuseMethod)),
    ),
    http.all(`${root}/*`, ({request}) =>
      exchange('read', request, () => () => {
        throw notFound('Resource');
      }),
    ),
  ];
}

function refuseMethod(): never {
  throw new Refused({status: 405, code: 'METHOD_NOT_ALLOWED', message: 'Method Not Allowed'});
}

const windowOf = (query: URLSearchParams): Window => ({
  limit: numberParameter(query, 'limit', {usual: 20, minimum: 1, maximum: 100}),
  offset: numberParameter(query, 'offset', {usual: 0, minimum: 0}),
});

const idIn = ({id}: PathParams): string => (typeof id === 'string' ? id : '');
