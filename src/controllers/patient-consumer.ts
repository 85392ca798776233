import {ContextConsumer, type Context} from '@lit/context';
import type {LitElement} from 'lit';

type Waiting = {readonly of: Context<unknown, unknown>; ask(): void};

const connected = new Set<Waiting>();

/** Asks again for those who got no answer, now that there is somebody to give one. */
function onProvider(event: Event): void {
  const {context} = event as HTMLElementEventMap['context-provider'];
  for (const consumer of connected) if (consumer.of === context) consumer.ask();
}

/**
 * Takes a value from the provider around its element, even where that comes later: a page's elements become alive in
 * the order of their definitions, not of their nesting. Forgets the value when the element leaves the provider.
 */
export class PatientConsumer<Value> extends ContextConsumer<Context<unknown, Value>, LitElement> {
  private readonly waiting: Waiting;

  constructor(host: LitElement, context: Context<unknown, Value>, onValue?: (value: Value) => void) {
    super(host, {context, subscribe: true, ...(onValue ? {callback: onValue} : {})});
    this.waiting = {
      of: context,
      ask: () => {
        if (this.value === undefined) super.hostConnected();
      },
    };
  }

  override hostConnected(): void {
    if (connected.size === 0) document.addEventListener('context-provider', onProvider);
    connected.add(this.waiting);
    super.hostConnected();
  }

  override hostDisconnected(): void {
    connected.delete(this.waiting);
    if (connected.size === 0) document.removeEventListener('context-provider', onProvider);
    super.hostDisconnected();
    this.value = undefined;
  }
}
