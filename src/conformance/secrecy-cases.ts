import {defineCase, type CaseGroup, type Stage} from './cases.js';
import {check, checkEqual, checkRefused, inTime} from './checks.js';
import {everythingIn, withConsole} from './everything-in.js';
import {allMessages, idOf} from './reading.js';
import type {Cursor} from '../model/page.js';

const SECRET = 'whoever has the key can write to every contact, and pages, logs and error reports are read by many';
const SIGN_IN = 'tokens expire while an inbox is open; nobody should notice, and nothing may be sent twice';

/** Reads, sends and errors of every sort that the world can provoke. What was thrown comes back. */
async function liveThrough(stage: Stage): Promise<readonly unknown[]> {
  const {adapter, facts, hooks, world} = stage;
  const thrown: unknown[] = [];
  const attempt = async (work: () => Promise<unknown>) => {
    await inTime(work(), 'a call').catch((error: unknown) => thrown.push(error));
  };
  const conversationId = await idOf(adapter, facts.open);
  const calls = [
    () => adapter.listConversations({}),
    () => adapter.listMessages({conversationId}),
    () => adapter.sendMessage({conversationId, text: 'Hello'}),
  ];
  const provoke = async (goWrong: () => unknown) => {
    for (const call of calls) {
      await goWrong();
      await attempt(call);
    }
  };
  await provoke(() => undefined);
  await attempt(() => adapter.listConversations({cursor: 'not a cursor' as Cursor}));
  await attempt(() => adapter.sendMessage({conversationId, text: ''}));
  await attempt(() => adapter.listConversations({}, {signal: AbortSignal.abort()}));
  for (const on of ['read', 'send'] as const) {
    if (hooks.loseNextAnswer) await provoke(() => hooks.loseNextAnswer?.(world, on));
    if (hooks.breakNext) await provoke(() => hooks.breakNext?.(world, on, false));
    if (hooks.rateLimitNext) await provoke(() => hooks.rateLimitNext?.(world, on, 1000));
  }
  if (hooks.answerNext) await answerWithSecrets(stage, calls, attempt);
  return thrown;
}

/** A server that quotes what it was given. */
async function answerWithSecrets(
  {hooks, world}: Stage,
  calls: readonly (() => Promise<unknown>)[],
  attempt: (work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const quoted = hooks.secrets?.(world).join(' ') ?? '';
  for (const status of [400, 401, 403, 500]) {
    const answer = {status, headers: {'content-type': 'text/plain'}, body: `Refused: ${quoted}`};
    for (const [index, call] of calls.entries()) {
      const on = index === 2 ? 'send' : 'read';
      await hooks.answerNext?.(world, on, answer);
      // A refused sign-in may be tried once more.
      if (status === 401) await hooks.answerNext?.(world, on, answer);
      await attempt(call);
    }
  }
}

const holdsSecret = (text: string, secrets: readonly string[]): boolean =>
  secrets.some((secret) => text.includes(secret));

export const secrecyCases: CaseGroup = {
  group: 'keys and signing in',
  cases: [
    defineCase('puts no key into an error', ['secrets'], async (stage) => {
      const secrets = stage.hooks.secrets(stage.world);
      const thrown = await liveThrough(stage);
      check(thrown.length > 0, 'some errors to look into', 'none', 'there is nothing to be sure of otherwise');
      for (const error of thrown) {
        const name = error instanceof Error ? `${error.name}: ${error.message}` : 'what was thrown';
        const where = holdsSecret(name, secrets) ? 'a key in its message' : `a key inside ${name}`;
        check(!holdsSecret(everythingIn(error), secrets), 'an error without any key', where, SECRET);
      }
    }),

    defineCase('writes no key to the console', ['secrets'], async (stage) => {
      const secrets = stage.hooks.secrets(stage.world);
      const lines = await withConsole(() => liveThrough(stage));
      check(!lines.some((line) => holdsSecret(line, secrets)), 'a console without any key', 'a line with one', SECRET);
    }),

    defineCase('puts no key into a URL', ['secrets', 'requests'], async (stage) => {
      const {hooks, world} = stage;
      await liveThrough(stage);
      const requests = hooks.requests(world);
      check(requests.length > 0, 'some requests to look at', 'none', 'there is nothing to be sure of otherwise');
      for (const {method, url} of requests) {
        const isClean =
          !holdsSecret(url, hooks.secrets(world)) && !holdsSecret(decodeLeniently(url), hooks.secrets(world));
        const path = url.split('?', 1)[0];
        check(isClean, 'a URL without any key', `${method} ${isClean ? url : `${path}?… with one`}`, SECRET);
      }
    }),

    defineCase('names itself without a key', ['secrets'], async ({adapter, hooks, world}) => {
      const isClean = !holdsSecret(`${adapter.id} ${adapter.name}`, hooks.secrets(world));
      check(isClean, 'id and name without any key', 'one in them', 'the id is written to the disk of the device');
    }),

    defineCase('asks once for fresh headers when they are refused', ['headerRequests', 'answerNext'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      const conversationId = await idOf(adapter, facts.open);
      const fresh = () => hooks.headerRequests(world).filter((refused) => refused).length;
      for (const on of ['read', 'send'] as const) {
        const before = fresh();
        await hooks.answerNext(world, on, {status: 401});
        if (on === 'read') await adapter.listConversations({});
        else await adapter.sendMessage({conversationId, text: 'Signed in again'});
        checkEqual(fresh() - before, 1, `the number of times a refused ${on} asked for fresh headers`, SIGN_IN);
      }
      const sent = (await allMessages(adapter, conversationId)).filter(({text}) => text === 'Signed in again');
      checkEqual(sent.length, 1, 'the number of messages sent after signing in again', SIGN_IN);
    }),

    defineCase(
      'gives up when fresh headers are refused too',
      ['headerRequests', 'answerNext', 'requests'],
      async ({adapter, facts, hooks, world}) => {
        const conversationId = await idOf(adapter, facts.open);
        const fresh = () => hooks.headerRequests(world).filter((refused) => refused).length;
        const sends = () => hooks.requests(world).filter(({method}) => method !== 'GET').length;
        const [freshBefore, sendsBefore] = [fresh(), sends()];
        await hooks.answerNext(world, 'send', {status: 401});
        await hooks.answerNext(world, 'send', {status: 401});
        const sending = adapter.sendMessage({conversationId, text: 'Locked out'});
        const error = await checkRefused(
          sending,
          ['unauthorized'],
          'a send refused twice',
          'people must sign in again',
        );
        checkEqual(error.outcomeUnknown, false, 'outcomeUnknown', 'the provider refused it both times');
        checkEqual(sends() - sendsBefore, 2, 'the number of its requests', 'a locked account is knocked at no further');
        checkEqual(fresh() - freshBefore, 1, 'the number of times it asked for fresh headers', SIGN_IN);
      },
    ),
  ],
};

function decodeLeniently(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
