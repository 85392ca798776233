import {ContextConsumer} from '@lit/context';
import type {LitElement, ReactiveController} from 'lit';
import {Localizer} from '../strings/localizer.js';
import {localizerContext} from './contexts.js';

const fallbacks = new Map<string, Localizer>();

/** English words with the formats of the page's own language, for elements used alone. */
function fallbackLocalizer(element: Element): Localizer {
  const language = element.closest<HTMLElement>('[lang]')?.lang || globalThis.navigator?.language || '';
  let localizer = fallbacks.get(language);
  if (!localizer) {
    localizer = new Localizer({locale: language});
    fallbacks.set(language, localizer);
  }
  return localizer;
}

/** Gives an element its words: those of the inbox around it, or English when it stands alone. */
export class LocalizeController implements ReactiveController {
  private readonly consumer: ContextConsumer<typeof localizerContext, LitElement>;

  constructor(private readonly host: LitElement) {
    this.consumer = new ContextConsumer(host, {context: localizerContext, subscribe: true});
    host.addController(this);
  }

  hostConnected(): void {}

  get value(): Localizer {
    return this.consumer.value ?? fallbackLocalizer(this.host);
  }

  get strings() {
    return this.value.strings;
  }
}
