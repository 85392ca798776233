import {ContextEvent, type Context, type ContextCallback} from '@lit/context';
import type {LitElement, ReactiveController} from 'lit';

const connected = new Set<{readonly context: unknown; readonly value: unknown; ask(): void}>();

/** Asks again for those who got no answer, now that there is somebody to give one. */
function onProvider(event: Event): void {
  const {context} = event as HTMLElementEventMap['context-provider'];
  for (const consumer of connected) if (consumer.context === context && consumer.value === undefined) consumer.ask();
}

/**
 * Takes a value from the provider around its element, even where that comes later: a page's elements become alive in
 * the order of their definitions, not of their nesting. Forgets the value when the element leaves the provider.
 */
export class PatientConsumer<Value> implements ReactiveController {
  value: Value | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly host: LitElement,
    readonly context: Context<unknown, Value>,
    private readonly onValue?: (value: Value) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    if (connected.size === 0) document.addEventListener('context-provider', onProvider);
    connected.add(this);
    this.ask();
  }

  hostDisconnected(): void {
    connected.delete(this);
    if (connected.size === 0) document.removeEventListener('context-provider', onProvider);
    this.unsubscribe?.();
    this.unsubscribe = undefined;
    this.value = undefined;
  }

  ask(): void {
    this.host.dispatchEvent(new ContextEvent(this.context, this.host, this.take, true));
  }

  private readonly take: ContextCallback<Value> = (value, unsubscribe) => {
    // A nearer provider than the one before has answered.
    if (this.unsubscribe !== unsubscribe) this.unsubscribe?.();
    this.unsubscribe = unsubscribe;
    this.value = value;
    this.host.requestUpdate();
    this.onValue?.(value);
  };
}
