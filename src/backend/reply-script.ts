import type {Random} from './random.js';

/** One thing a contact may say when written to. */
export interface ReplyRule {
  /** What our message must contain; any message without it. */
  readonly when?: RegExp;
  /** One of these is said. */
  readonly say: readonly string[];
  /** Seconds of thinking and typing after our message arrived: from and to. 2 to 4 by default. */
  readonly seconds?: readonly [number, number];
}

export interface ScriptedReply {
  readonly text: string;
  /** Milliseconds. */
  readonly delay: number;
}

/** What a contact with this script answers to a text, if anything. */
export function replyTo(
  text: string | null,
  script: readonly ReplyRule[] | undefined,
  random: Random,
): ScriptedReply | undefined {
  const rule = script?.find(({when}) => !when || when.test(text ?? ''));
  if (!rule || rule.say.length === 0) return undefined;
  const [from, to] = rule.seconds ?? [2, 4];
  return {text: random.pick(rule.say), delay: random.integer(from * 1000, to * 1000)};
}
