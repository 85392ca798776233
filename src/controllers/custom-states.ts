import type {LitElement, ReactiveController} from 'lit';

/**
 * Says on its element what is so with it, for the styles of a page: `:state(NAME)`. Where the platform has no such states
 * nothing is said.
 */
export class CustomStates implements ReactiveController {
  readonly #element: Partial<HTMLElement>;
  readonly #states: () => Readonly<Record<string, boolean>>;
  readonly #set: CustomStateSet | undefined;

  /** @param states asked after every drawing: all names, and which of them hold */
  constructor(host: LitElement, states: () => Readonly<Record<string, boolean>>) {
    const element: Partial<HTMLElement> = host;
    const internals: Partial<ElementInternals> | undefined = element.attachInternals?.();
    this.#set = internals?.states;
    this.#states = states;
    this.#element = element;
    host.addController(this);
  }

  /** Also for what changes without being drawn. */
  hostUpdated(): void {
    const set = this.#set;
    const states = Object.entries(this.#states());
    let hasChanged = false;
    try {
      for (const [name, holds] of states) {
        if (holds === set?.has(name)) continue;
        set?.[holds ? 'add' : 'delete'](name);
        hasChanged = true;
      }
    } catch {
      // Browsers that had states before their names were settled take none of these.
    }
    if (hasChanged) this.#restyle();
  }

  /** WebKit looks at a page's `::part(…):state(…)` anew only when the parts of an element change. */
  #restyle(): void {
    const {part} = this.#element;
    if (!part?.length) return;
    part.add('restyled');
    part.remove('restyled');
  }
}
