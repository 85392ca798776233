import type {LitElement, ReactiveController} from 'lit';
import {addWords} from '../../strings/known-words.js';
import type * as extras from './extras.js';

export type Extras = typeof extras;

let loaded: Extras | undefined;

/** Loads what an unused reply box does without, so that an inbox draws sooner. */
export async function loadExtras(): Promise<Extras> {
  loaded ??= await import('./extras.js');
  addWords({...loaded.replyWords, ...loaded.segmentsWords});
  return loaded;
}

/** Has the extras loaded when its element is first focused or needs them, and draws it again once they are there. */
export class ExtrasController implements ReactiveController {
  constructor(
    private readonly host: LitElement,
    private readonly areNeeded: () => boolean,
  ) {
    host.addController(this);
    host.addEventListener('focusin', () => void this.load(), {once: true});
  }

  /** Absent until they have arrived, for any reply box on the page. */
  get value(): Extras | undefined {
    return loaded;
  }

  hostUpdate(): void {
    if (!loaded && this.areNeeded()) void this.load();
  }

  private async load(): Promise<void> {
    try {
      await loadExtras();
      this.host.requestUpdate();
    } catch {
      // One can write and send without them; the next use tries again.
    }
  }
}
