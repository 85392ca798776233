import type {ErrorKind} from '../model/conversation-error.js';
import {defineCase, type CaseGroup, type Stage} from './cases.js';
import {check, checkEqual, checkOneOf, checkRefused, refusalOf} from './checks.js';
import {idOf} from './reading.js';
import type {HookName, Operation} from './world.js';

const TEXT = 'Did this arrive?';
const DOUBT = 'whoever trusts "not sent" sends again, and whoever trusts "sent" waits for an answer';
const NOT_TWICE = 'a send that may have been done must be left to people: the contact would get it twice';
const WORDS = 'the words on screen and the way out go by the kind';

interface Outcome {
  readonly kinds: readonly ErrorKind[];
  /** Absent where both are honest. */
  readonly outcomeUnknown?: boolean;
  /** How often it left all the same. */
  readonly sent: number;
}

/** A send that goes wrong once. */
function sendCase(
  name: string,
  need: HookName,
  goWrong: (stage: Stage) => void | Promise<void>,
  {kinds, outcomeUnknown, sent}: Outcome,
) {
  return defineCase<HookName>(name, [need, 'timesSent'], async (stage) => {
    const {adapter, facts, hooks, world} = stage;
    const conversationId = await idOf(adapter, facts.open);
    await goWrong(stage);
    const error = await refusalOf(
      adapter.sendMessage({conversationId, text: TEXT}),
      'a send that went wrong',
      NOT_TWICE,
    );
    checkEqual(await hooks.timesSent(world, facts.open, TEXT), sent, 'the number of messages that left', NOT_TWICE);
    checkOneOf(error.kind, kinds, 'the kind of the error', WORDS);
    if (outcomeUnknown !== undefined) checkEqual(error.outcomeUnknown, outcomeUnknown, 'outcomeUnknown', DOUBT);
  });
}

const NETWORK = {kinds: ['network', 'timeout'], outcomeUnknown: true} as const;
const SERVER = {kinds: ['server'], outcomeUnknown: true} as const;

/** What a bare status means where the body says nothing. */
const STATUSES: readonly (readonly [number, readonly ErrorKind[]])[] = [
  [400, ['validation']],
  [402, ['insufficient-credits', 'quota-exceeded']],
  [403, ['forbidden', 'from-number-forbidden']],
  [404, ['not-found', 'contact-not-found']],
  [409, ['conflict']],
  [422, ['validation']],
  [429, ['rate-limited']],
  [500, ['server']],
  [502, ['server']],
  [503, ['server']],
];

type Answering = Stage<'answerNext'>;

/** The error of a read or a send whose request gets this answer. */
async function errorAfter(stage: Answering, on: Operation, answer: Parameters<Answering['hooks']['answerNext']>[2]) {
  const {adapter, facts, hooks, world} = stage;
  const conversationId = on === 'send' ? await idOf(adapter, facts.open) : '';
  await hooks.answerNext(world, on, answer);
  const work = on === 'send' ? adapter.sendMessage({conversationId, text: TEXT}) : adapter.listConversations({});
  return refusalOf(work, `a ${on} that is answered with ${answer.status}`, WORDS);
}

export const troubleCases: CaseGroup = {
  group: 'trouble on the way',
  cases: [
    sendCase(
      'sends once and is in doubt when the answer is lost',
      'loseNextAnswer',
      ({hooks, world}) => hooks.loseNextAnswer?.(world, 'send'),
      {...NETWORK, sent: 1},
    ),
    sendCase(
      'does not send and is in doubt when the request is lost',
      'loseNextRequest',
      ({hooks, world}) => hooks.loseNextRequest?.(world, 'send'),
      {...NETWORK, sent: 0},
    ),
    sendCase(
      'sends once and is in doubt when the server breaks after sending',
      'breakNext',
      ({hooks, world}) => hooks.breakNext?.(world, 'send', true),
      {...SERVER, sent: 1},
    ),
    sendCase(
      'does not send and is in doubt when the server breaks before sending',
      'breakNext',
      ({hooks, world}) => hooks.breakNext?.(world, 'send', false),
      {...SERVER, sent: 0},
    ),
    sendCase(
      'does not send and has no doubt when there were too many requests',
      'rateLimitNext',
      ({hooks, world}) => hooks.rateLimitNext?.(world, 'send', 3000),
      {kinds: ['rate-limited'], outcomeUnknown: false, sent: 0},
    ),

    defineCase('tells how long to wait when there were too many requests', ['rateLimitNext'], async (stage) => {
      const {adapter, hooks, world} = stage;
      await hooks.rateLimitNext(world, 'read', 3000);
      const error = await checkRefused(adapter.listConversations({}), ['rate-limited'], 'reading too often', WORDS);
      const {retryAfter = 0} = error;
      // A date names whole seconds, so up to one of them may be gone.
      const isTrue = retryAfter > 1900 && retryAfter <= 3000;
      check(isTrue, 'retryAfter to be about 3000 milliseconds', retryAfter, 'the inbox waits as long as it is told');
      await adapter.listConversations({});
    }),

    // Each in a world of its own: an adapter may keep to a pause by itself.
    ...(['read', 'send'] as const).map((on) =>
      defineCase(`reads Retry-After of a ${on} in both of its forms`, ['answerNext'], async (stage) => {
        const why = 'the inbox waits as long as it is told';
        const seconds = await errorAfter(stage, on, {status: 429, headers: {'retry-after': '7'}});
        checkEqual(seconds.retryAfter, 7000, `retryAfter of a ${on}, told in seconds`, why);
        const until = new Date(Date.now() + 90_000).toUTCString();
        const {retryAfter = 0} = await errorAfter(stage, on, {status: 429, headers: {'retry-after': until}});
        const isTrue = retryAfter > 85_000 && retryAfter <= 90_000;
        check(isTrue, `retryAfter of a ${on}, told as the date ${until}, to be about 90000`, retryAfter, why);
      }),
    ),

    ...(['0', '-1', 'Wed, 23 Apr 1997 18:44:00 GMT', 'soon'] as const).map((value) =>
      defineCase(
        `does not take a Retry-After of ${value} for leave to try again at once`,
        ['answerNext'],
        async (stage) => {
          const {retryAfter} = await errorAfter(stage, 'send', {status: 429, headers: {'retry-after': value}});
          const isNone = retryAfter === undefined || retryAfter >= 1000;
          check(isNone, 'no time to wait, or a second at least', retryAfter, 'requests without a pause are an attack');
        },
      ),
    ),

    defineCase('tells errors apart by their status', ['answerNext'], async (stage) => {
      for (const on of ['read', 'send'] as const) {
        for (const [status, kinds] of STATUSES) {
          const error = await errorAfter(stage, on, {status});
          checkOneOf(error.kind, kinds, `the kind of a ${on} answered with a bare ${status}`, WORDS);
          checkEqual(error.status, status, 'its status', 'a developer looks for it');
          const inDoubt = on === 'send' && status >= 500;
          checkEqual(error.outcomeUnknown, inDoubt, `outcomeUnknown of a ${on} answered with ${status}`, DOUBT);
        }
      }
    }),

    defineCase('does not take for an answer what is none', ['answerNext'], async (stage) => {
      const page = {status: 200, headers: {'content-type': 'text/html'}, body: '<!doctype html><p>Please sign in</p>'};
      for (const on of ['read', 'send'] as const) {
        const error = await errorAfter(stage, on, page);
        checkEqual(error.kind, 'decode', `the kind of a ${on} that is answered with a web page`, WORDS);
        checkEqual(error.outcomeUnknown, on === 'send', `outcomeUnknown of that ${on}`, DOUBT);
      }
    }),

    defineCase('repeats no send by itself', ['answerNext', 'requests'], async (stage) => {
      const {hooks, world} = stage;
      const sends = () => hooks.requests(world).filter(({method}) => method !== 'GET').length;
      for (const status of [408, 409, 429, 500, 502, 503, 504]) {
        const before = sends();
        await errorAfter(stage, 'send', {status, headers: {'retry-after': '0'}});
        checkEqual(sends() - before, 1, `the number of requests of a send answered with ${status}`, NOT_TWICE);
      }
    }),

    defineCase('knows that a failed read changed nothing', ['setOffline'], async ({adapter, hooks, world}) => {
      await hooks.setOffline(world, true);
      const error = await checkRefused(adapter.listConversations({}), ['network'], 'reading while offline', WORDS);
      checkEqual(error.outcomeUnknown, false, 'outcomeUnknown of a read', 'there is nothing to be in doubt about');
      await hooks.setOffline(world, false);
      const {items} = await adapter.listConversations({});
      check(items.length > 0, 'the list to be there again once the line is back', items, 'nobody reloads the page');
    }),

    sendCase('sends nothing while offline', 'setOffline', ({hooks, world}) => hooks.setOffline?.(world, true), {
      kinds: ['network'],
      sent: 0,
    }),
  ],
};
