import {connectionLost, toResponse, type ConformanceWire} from './wire.js';
import type {ConformanceHooks, ConformanceWorld} from './world.js';

/** A world whose adapter talks through a `ConformanceWire`. */
export type WiredWorld = ConformanceWorld & {readonly wire: ConformanceWire};

/** Everything the suite does on the wire. */
export const wireHooks = {
  requests: ({wire}) => wire.requests,
  headerRequests: ({wire}) => wire.headerRequests,
  secrets: ({wire}) => [wire.secret],

  loseNextAnswer: ({wire}, on) =>
    wire.interfere(on, async (pass) => {
      await pass();
      throw connectionLost();
    }),
  loseNextRequest: ({wire}, on) =>
    wire.interfere(on, async () => {
      throw connectionLost();
    }),
  breakNext: ({wire}, on, processed) =>
    wire.interfere(on, async (pass) => {
      if (processed) await pass();
      return toResponse({status: 500});
    }),
  rateLimitNext: ({wire}, on, retryAfter) => {
    const headers = {'retry-after': String(Math.ceil(retryAfter / 1000))};
    wire.interfere(on, async () => toResponse({status: 429, headers}));
  },
  answerNext: ({wire}, on, answer) => wire.interfere(on, async () => toResponse(answer)),
  setOffline: ({wire}, offline) => wire.setOffline(offline),
  rewriteAnswers: ({wire}, rewrite) => wire.setRewrite(rewrite),
  hold: ({wire}) => {
    const {underWay, release} = wire.hold();
    return {underWay: () => underWay, release};
  },
} satisfies ConformanceHooks<WiredWorld>;
