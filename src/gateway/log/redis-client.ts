import {startTimer} from '../../util/timer.js';

/** A client of node-redis or ioredis, or anything that sends commands as either of them does. */
export type RedisClient =
  | {readonly sendCommand: (command: string[]) => Promise<unknown>; readonly duplicate: () => unknown}
  | {readonly call: (name: string, ...rest: string[]) => Promise<unknown>; readonly duplicate: () => unknown};

/**
 * Milliseconds after which Redis counts as gone: clients keep commands back while they connect again. Once it is, nobody is
 * kept waiting for it for long.
 */
const PATIENCE = {usual: 2000, gone: 200};

export type RedisCommand = (...command: string[]) => Promise<unknown>;

/** Sends a command and waits for as long as it takes. */
export const patientCommand =
  (client: RedisClient): RedisCommand =>
  async (name = '', ...rest) =>
    'call' in client ? client.call(name, ...rest) : client.sendCommand([name, ...rest]);

/** Sends a command and does not wait for a Redis that is gone; it may be done all the same, later. */
export function command(client: RedisClient): RedisCommand {
  const send = patientCommand(client);
  let patience = PATIENCE.usual;
  return (...given) =>
    new Promise((resolve, reject) => {
      const stop = startTimer(patience, () => {
        patience = PATIENCE.gone;
        reject(new Error('Redis did not answer in time.'));
      });
      send(...given)
        .then((answer) => {
          patience = PATIENCE.usual;
          resolve(answer);
        }, reject)
        .finally(stop);
    });
}

interface Connection {
  on?(event: 'error', listener: () => void): unknown;
  connect?(): Promise<unknown>;
  disconnect?(): unknown;
  destroy?(): unknown;
}

/** A second connection, for commands that wait. */
export function secondConnection(client: RedisClient): {readonly client: RedisClient; readonly close: () => void} {
  const second = client.duplicate() as RedisClient & Connection;
  // Both clients connect again by themselves; what fails meanwhile fails in the command.
  second.on?.('error', () => undefined);
  // One of them has begun by itself, and says so.
  void Promise.resolve(second.connect?.()).catch(() => undefined);
  return {
    client: second,
    close: () => {
      try {
        if (second.destroy) second.destroy();
        else second.disconnect?.();
      } catch {
        // It is closed already.
      }
    },
  };
}

/** An entry of a stream: its id, and its fields in pairs. */
export type StreamEntry = readonly [id: string, fields: readonly string[]];

/** The entries of an answer to XRANGE. */
export function entriesIn(answer: unknown): readonly StreamEntry[] {
  if (!Array.isArray(answer)) return [];
  return answer.map((entry: unknown): StreamEntry => {
    const [id, fields] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    const texts = Array.isArray(fields) ? fields.map(String) : [];
    return [String(id), texts];
  });
}

/**
 * The entries of an answer to XREAD by stream: in RESP 2 a list of pairs, in RESP 3 a map, which clients give as a `Map`, as an
 * object, or as one list of keys and values.
 */
export function streamsIn(answer: unknown): readonly (readonly [key: string, entries: readonly StreamEntry[]])[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return pairsIn(answer).map(([key, entries]) => [String(key), entriesIn(entries)]);
}

function pairsIn(answer: object): readonly (readonly unknown[])[] {
  if (answer instanceof Map) return [...(answer as Map<unknown, unknown>)];
  if (!Array.isArray(answer)) return Object.entries(answer);
  const list: readonly unknown[] = answer;
  if (list.every((each) => Array.isArray(each))) return list;
  return list.flatMap((key, index) => (index % 2 === 0 ? [[key, list[index + 1]]] : []));
}
