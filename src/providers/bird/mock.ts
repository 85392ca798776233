import {http, type HttpHandler, type PathParams} from 'msw';
import type {Backend} from '../../backend/backend.js';
import type {OperationKind} from '../../backend/faults.js';
import {answer, answerToThrown, nothing, notFound, preflight, Refused} from './mock/answers.js';
import {changeConversation, createConversation, known, oneMessage, removeMessage} from './mock/operations.js';
import type {BirdMockOptions} from './mock/options.js';
import {conversationPage, messagePage, plainPage} from './mock/pages.js';
import {
  checkEntry,
  dateFromParameter,
  listParameters,
  readChange,
  readConversation,
  readMessage,
  readObject,
} from './mock/requests.js';
import {sendMessage} from './mock/send.js';
import {WireWriter} from './mock/to-wire.js';
import {workspaceOf} from './mock/workspace.js';
import type {BirdChannel} from './options.js';

export {addBirdExtras, WELCOME_TEMPLATE, WHATSAPP_CHANNEL} from './mock/extras.js';
export type {BirdAccessKey, BirdMockOptions, BirdMockTemplate} from './mock/options.js';
export {birdWebhook, relayBirdWebhooks, signBirdWebhook, type WebhookToSign} from './mock/webhooks.js';

interface Exchange {
  readonly request: Request;
  readonly params: PathParams;
}

/**
 * The Conversations API of Bird over the in-memory backend, as strict as its documents. What they leave open is
 * inference, and most of it can be set by an option.
 *
 * For `setupWorker` in a page and `setupServer` in Node. Each of the backend's own numbers is a channel. Bird has no
 * consent and no unread counts; a message the backend would refuse is taken, and fails later with a reason.
 */
export function createBirdHandlers(backend: Backend, options: BirdMockOptions = {}): HttpHandler[] {
  const root = `${(options.baseUrl ?? 'https://api.bird.com').replace(/\/+$/, '')}/workspaces/:workspaceId`;
  const list = `${root}/conversations`;
  const one = `${list}/:conversationId`;
  const workspace = workspaceOf(backend);
  const writer = new WireWriter(workspace, options);

  /** Lets a request in, reads it, then does it at the distance of the network. */
  const exchange =
    (kind: OperationKind, read: (exchange: Exchange) => (() => Response) | Promise<() => Response>) =>
    async ({request, params}: Exchange): Promise<Response> => {
      try {
        const operation = await admit(request, params, () => read({request, params}));
        return await backend.perform(kind, operation, request.signal);
      } catch (thrown) {
        return answerToThrown(thrown, options);
      }
    };

  /** What is refused before it is done still takes the time of an exchange. */
  async function admit(
    request: Request,
    params: PathParams,
    read: () => (() => Response) | Promise<() => Response>,
  ): Promise<() => Response> {
    try {
      checkEntry(request, params['workspaceId'], options);
      return await read();
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      return () => answerToThrown(thrown, options);
    }
  }

  const query = (request: Request): URLSearchParams => new URL(request.url).searchParams;
  const threadOf = (params: PathParams) => known(workspace, String(params['conversationId']));

  return [
    http.options(`${root}/*`, preflight),

    http.get(
      list,
      exchange('read', ({request}) => {
        const parameters = listParameters(query(request));
        return () => {
          const {results, ...rest} = conversationPage(workspace, parameters, options);
          return answer({...rest, results: results.map((thread) => writer.conversation(thread))});
        };
      }),
    ),

    http.post(
      list,
      exchange('send', async ({request}) => {
        const wanted = readConversation(await readObject(request));
        return () => answer(createConversation(workspace, wanted, writer, options), 201);
      }),
    ),

    http.get(
      one,
      exchange(
        'read',
        ({params}) =>
          () =>
            answer(writer.conversation(threadOf(params))),
      ),
    ),

    http.patch(
      one,
      exchange('send', async ({request, params}) => {
        const change = readChange(await readObject(request));
        return () => answer(changeConversation(workspace, threadOf(params), change, writer, options));
      }),
    ),

    http.delete(
      one,
      exchange('send', ({params}) => () => {
        workspace.remove(threadOf(params));
        return nothing();
      }),
    ),

    http.get(
      `${one}/messages`,
      exchange('read', ({request, params}) => {
        const parameters = listParameters(query(request));
        const dateFrom = dateFromParameter(query(request));
        return () => {
          const thread = threadOf(params);
          const {results, ...rest} = messagePage(workspace, thread, parameters, dateFrom, options);
          return answer({...rest, results: results.map((message) => writer.message(thread, message))});
        };
      }),
    ),

    http.post(
      `${one}/messages`,
      exchange('send', async ({request, params}) => {
        const message = readMessage(await readObject(request));
        return () => answer(sendMessage(workspace, String(params['conversationId']), message, writer, options), 201);
      }),
    ),

    http.get(
      `${one}/messages/:messageId`,
      exchange('read', ({params}) => () => {
        return answer(oneMessage(workspace, threadOf(params), String(params['messageId']), writer));
      }),
    ),

    http.delete(
      `${one}/messages/:messageId`,
      exchange('send', ({params}) => () => {
        removeMessage(workspace, threadOf(params), String(params['messageId']));
        return nothing();
      }),
    ),

    http.get(
      `${one}/participants`,
      exchange('read', ({request, params}) => {
        const parameters = listParameters(query(request));
        return () => answer(plainPage(writer.participants(threadOf(params)), parameters, options));
      }),
    ),

    http.all(
      `${root}/*`,
      exchange('read', () => () => {
        throw notFound();
      }),
    ),
  ];
}

/** The channels of the made-up workspace, for `BirdAdapterOptions.channels`. */
export function birdChannels(backend: Backend): readonly BirdChannel[] {
  const {templateOnlyChannels} = workspaceOf(backend);
  return backend
    .ownNumbers()
    .map(({id, label}) => ({id, label, platform: templateOnlyChannels.has(id) ? 'whatsapp' : 'sms'}));
}
