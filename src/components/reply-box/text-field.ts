import type {LitElement, ReactiveController} from 'lit';
import {serverDrawing} from '../../controllers/server-drawing.js';
import {typeAtCaret} from '../../util/type-over.js';
import {EnterKey, fillIn, growWhereNeeded, makePlain, sendKeyOf, type SendKey} from './text-entry.js';

export interface FieldHost extends LitElement {
  value: string;
  readonly sendKey: SendKey;
  send(): unknown;
}

/** What is typed, and what is put into the field by others: neither is lost to the other, nor to an input method. */
export class TextField implements ReactiveController {
  readonly #host: FieldHost;
  readonly #onTyped: (event: InputEvent | undefined) => void;
  readonly #onCompose: () => void;
  readonly #enterKey: EnterKey;
  readonly #isAsServer: () => boolean;
  /** The text in the field is that of another conversation, until this one's is drawn. */
  #startsAnew = false;
  #isFilling = false;
  /** The type of the last input since the field began anew. */
  #lastInput: string | undefined;
  /** An input method is at work in the field, whose text would be lost under another one. */
  #isComposing = false;

  /**
   * @param onTyped the value is another one, by the user's hand or as if it were
   * @param onCompose an input method begins its work
   */
  constructor(host: FieldHost, onTyped: (event: InputEvent | undefined) => void, onCompose: () => void) {
    this.#host = host;
    this.#isAsServer = serverDrawing(host);
    this.#onTyped = onTyped;
    this.#onCompose = onCompose;
    this.#enterKey = new EnterKey(() => sendKeyOf(host.sendKey));
    host.addController(this);
  }

  get element(): HTMLTextAreaElement | null | undefined {
    return this.#host.shadowRoot?.querySelector('textarea');
  }

  /** Before the next drawing: what stands in it is another conversation's. */
  startAnew(): void {
    this.#startsAnew = true;
  }

  hostUpdated(): void {
    const {element} = this;
    // What was typed before a server's drawing came alive goes on from there.
    if (this.#isAsServer() && element?.value) {
      element.setRangeText(this.#host.value, 0, 0);
      this.onInput();
    }
    const {value} = this.#host;
    this.#isComposing &&= !!element && !this.#startsAnew;
    // Compared with what stands there, not with what was drawn last: typing changes it.
    if (element && element.value !== value && !this.#isComposing) {
      // What was sent must not come back by undoing.
      this.#fill(() => fillIn(element, value, this.#startsAnew || value === ''));
      this.#lastInput = undefined;
    }
    this.#startsAnew = false;
  }

  /** Once all is drawn that takes room beside it. */
  grow(): void {
    growWhereNeeded(this.element);
  }

  /** As if it were typed where the caret is. */
  insert(text: string): void {
    const {element} = this;
    if (!element) return;
    // What an input method is still spelling is taken as it stands.
    if (this.#isComposing) element.blur();
    // A line break in it is no Enter.
    this.#fill(() => typeAtCaret(element, text));
    this.onInput();
  }

  usePlainCharacters(): boolean {
    const {element} = this;
    if (!element) return false;
    this.#fill(() => makePlain(element));
    this.onInput();
    return true;
  }

  #fill(change: () => void): void {
    this.#isFilling = true;
    change();
    this.#isFilling = false;
  }

  readonly onInput = (event?: InputEvent): void => {
    if (this.#isFilling) return;
    this.#lastInput = event?.inputType ?? '';
    this.#host.value = this.element?.value ?? this.#host.value;
    this.#onTyped(event);
  };

  readonly onCompose = ({type}: CompositionEvent): void => {
    this.#isComposing = type === 'compositionstart';
    // What came meanwhile from elsewhere gives way to what is typed here, as it does otherwise.
    if (this.#isComposing) this.#onCompose();
    else this.onInput();
  };

  readonly onKeyDown = (event: KeyboardEvent): void => {
    // A key held down sends once.
    if (this.#enterKey.takeKey(event) && !event.repeat) this.#host.send();
  };

  /** A press beside the text, or on a button that cannot be pressed now, leaves the focus where it is. */
  readonly onPressBeside = (event: MouseEvent): void => {
    const {button, target} = event;
    if (button !== 0 || !(target instanceof Element) || target.closest('textarea, button:enabled')) return;
    // What the page put into a slot takes its own presses.
    if (!this.#host.shadowRoot?.contains(target)) return;
    event.preventDefault();
    this.element?.focus();
  };

  readonly onKeyUp = (): void => this.#enterKey.onKeyUp();

  readonly onBeforeInput = (event: InputEvent): void => {
    // Browsers keep what stood in the field before it began anew, such as what was sent: that stays gone.
    const isOlder = event.inputType.startsWith('history') && [undefined, event.inputType].includes(this.#lastInput);
    if (this.#host.value === '' && isOlder) event.preventDefault();
    if (!this.#isFilling && this.#enterKey.takeInput(event)) this.#host.send();
  };
}
