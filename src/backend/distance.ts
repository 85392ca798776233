import type {Clock} from './clock.js';
import {BackendFault, type Faults, type OperationKind} from './faults.js';
import {sleep} from './sleep.js';

/** What lies between the backend and whoever uses it. */
export interface Distance {
  readonly clock: Clock;
  readonly faults: Faults;
}

/**
 * Does an operation the way a network would: late, and with the faults of the plan.
 *
 * @throws BackendFault and whatever the operation throws; the signal's reason when aborted
 */
export async function overDistance<Result>(
  {clock, faults}: Distance,
  kind: OperationKind,
  operation: () => Result,
  signal?: AbortSignal,
): Promise<Result> {
  const latency = faults.latency();
  await sleep(clock, latency / 2, signal);
  const fault = faults.draw(kind);
  if (fault && !fault.processed) throw fault;
  const result = operation();
  await sleep(clock, latency / 2, signal);
  if (fault) throw fault;
  if (faults.plan.offline) throw new BackendFault('lost-answer', true);
  return result;
}
