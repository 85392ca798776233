import {findGoal, type ThreadGoal} from './thread-goal.js';
import type {ThreadView} from './thread-view.js';

export interface PursuitParts {
  /** The message with this key is to be brought into sight. */
  readonly show: (key: string) => void;
  /** Messages before the first are wanted. */
  readonly requestOlder: () => void;
}

/** Goes after a message: shows it once it is loaded, and asks for older ones until it is, or none are left. */
export class ThreadPursuit {
  /** What is looked for among messages still to be loaded. */
  private goal?: ThreadGoal;

  constructor(private readonly parts: PursuitParts) {}

  /**
   * @param view what is on screen; without it the message is looked for in what comes
   * @param load asks for older messages while it is not among them
   * @returns whether the message is loaded
   */
  begin(goal: ThreadGoal, view: ThreadView | undefined, load: boolean): boolean {
    this.goal = load ? goal : undefined;
    if (!view) return false;
    const {key, isCertain} = this.look(goal, view);
    this.goOn(view);
    return isCertain || ('from' in goal && key !== undefined && !this.goal);
  }

  /** Other messages came. */
  follow(view: ThreadView): void {
    if (this.goal) this.look(this.goal, view);
  }

  /** Asks for older messages if what is looked for is not there yet. */
  goOn({status, loadingOlder}: ThreadView): void {
    if (this.goal && status === 'ready' && !loadingOlder) this.parts.requestOlder();
  }

  /** The reader goes elsewhere. */
  end(): void {
    this.goal = undefined;
  }

  private look(goal: ThreadGoal, {messages, hasOlder, olderError}: ThreadView) {
    const found = findGoal(goal, messages);
    const mayGetBetter = !found.isCertain && hasOlder && !olderError;
    if (this.goal && mayGetBetter) return found;
    this.goal = undefined;
    if (found.key !== undefined) this.parts.show(found.key);
    return found;
  }
}
