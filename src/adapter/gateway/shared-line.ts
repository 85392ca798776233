import {randomId} from '../../util/random-id.js';
import {TabChannel, underLock, watchPage} from '../../util/tabs.js';
import {startTimer} from '../../util/timer.js';
import {fieldsOf, textOf} from '../toolkit/fields.js';
import {EVENT_TIMES, eventLine, type LineOptions, type LineSignal} from './event-line.js';

/** How often the tab that listens tells the others that it still does, at most, within the time of silence that they bear. */
const NOTICES = 4;

/** What a tab that comes asks. */
const JOIN = {type: 'join'} as const;

export interface SharedLine {
  /** The session may be there again. */
  wake(): void;
  close(): void;
}

/**
 * A line that several tabs share: the one that has the lock listens, and passes on what it hears. When that one goes,
 * another takes over where it was. Without a name, or where tabs cannot reach each other, each has a line of its own.
 */
export function sharedLine(
  {sharedAs, ...options}: LineOptions & {readonly sharedAs?: string | undefined},
  take: (signal: LineSignal) => void,
): SharedLine {
  const silence = options.times?.silence ?? EVENT_TIMES.silence;
  let channel: TabChannel<LineSignal | typeof JOIN> | undefined;
  let leaving = new AbortController();
  let leads = false;
  /** What was said last of how the line is. */
  let standing: LineSignal | undefined;
  let noticedAt = -Infinity;
  let stopWaiting = () => {};

  /** The line of this tab speaks. */
  const line = eventLine(options, (signal) => {
    if (signal.type === 'alive') {
      if (performance.now() - noticedAt < silence / NOTICES) return;
      noticedAt = performance.now();
    } else if (signal.type !== 'webhook' && signal.type !== 'resync') standing = signal;
    channel?.post(signal);
    take(signal);
  });

  /** Another tab speaks, which may be one of another version. */
  function hear(data: unknown): void {
    const signal = fieldsOf<LineSignal | typeof JOIN>(data);
    if (leads) {
      if (signal.type !== 'join' || !standing) return;
      if (standing.type === 'ended') line.wake();
      else channel?.post({...standing, id: line.lastId});
    } else if (signal.type !== 'join') {
      waitForLeader();
      line.lastId = textOf(fieldsOf<LineSignal>(data).id) ?? line.lastId;
      take(data as LineSignal);
    }
  }

  /** A tab that leads and says nothing is as good as a line that is cut. */
  function waitForLeader(): void {
    stopWaiting();
    stopWaiting = startTimer(silence, () => {
      take({type: 'cut', kind: 'timeout'});
      channel?.post(JOIN);
      waitForLeader();
    });
  }

  function open(): void {
    leaving = new AbortController();
    const {signal} = leaving;
    const run = async () => {
      leads = true;
      stopWaiting();
      await line.run(signal);
    };
    channel = new TabChannel(sharedAs ?? randomId(), hear);
    if (!sharedAs || !channel.works) return void run();
    channel.post(JOIN);
    waitForLeader();
    void underLock(sharedAs, signal, run).then((wasShared) => {
      if (!wasShared && !signal.aborted) void run();
    });
  }

  function leave(): void {
    stopWaiting();
    leaving.abort();
    channel?.close();
    channel = standing = undefined;
    leads = false;
  }

  const stopWatching = watchPage({
    onWake() {
      if (channel) return line.wake();
      open();
      // What the others heard meanwhile is not told again.
      take({type: 'resync'});
    },
    // A page that may be kept somewhere gives its turn away, and hears nothing meanwhile.
    onHide: leave,
  });
  open();
  return {
    wake() {
      line.wake();
      channel?.post(JOIN);
    },
    close() {
      stopWatching();
      leave();
    },
  };
}
