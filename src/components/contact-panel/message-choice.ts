import type {LitElement, ReactiveController} from 'lit';
import {messageKey, type Message} from '../../model/message.js';
import type {ParlorMessageBubble} from '../message-bubble/message-bubble.js';

const isBubble = (target: EventTarget): target is ParlorMessageBubble =>
  target instanceof Element && target.localName === 'parlor-message-bubble';

/** Which message somebody wants to know more of: the one that was pressed last beside the panel, else the newest. */
export class MessageChoice implements ReactiveController {
  readonly #host: LitElement & {readonly messages: readonly Message[]};
  #around: Node | undefined;
  #key: string | undefined;

  constructor(host: LitElement & {readonly messages: readonly Message[]}) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#around = this.#host.getRootNode();
    this.#around.addEventListener('click', this.#onClick);
  }

  hostDisconnected(): void {
    this.#around?.removeEventListener('click', this.#onClick);
    this.#around = undefined;
  }

  get message(): Message | undefined {
    return this.#host.messages[this.#place];
  }

  /** Whether there is a message so many places further. */
  has(places: number): boolean {
    return this.#host.messages[this.#place + places] !== undefined;
  }

  /** Chooses the message so many places further; below 0 are those before it. */
  move(places: number): void {
    this.#choose(this.#host.messages[this.#place + places]);
  }

  /** Chooses a message by its key; while there is none of it, the newest. */
  show(key: string): void {
    this.#key = key;
  }

  get #place(): number {
    const {messages} = this.#host;
    const place = this.#key === undefined ? -1 : messages.findIndex((message) => messageKey(message) === this.#key);
    return place < 0 ? messages.length - 1 : place;
  }

  readonly #onClick = (event: Event): void => this.#choose(event.composedPath().find(isBubble)?.message);

  #choose(message: Message | undefined): void {
    if (!message) return;
    this.#key = messageKey(message);
    this.#host.requestUpdate();
  }
}
