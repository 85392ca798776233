/** What keyboards and input methods do to a text area, as the events that browsers make of it. */
export class InputMethod {
  readonly #field: HTMLTextAreaElement;
  #composed = '';

  constructor(field: HTMLTextAreaElement) {
    this.#field = field;
    field.focus();
  }

  /** A word is being spelled. */
  compose(text: string): void {
    const field = this.#field;
    if (!this.#composed) field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
    this.key({key: 'Process', keyCode: 229, isComposing: true});
    const before = field.value.slice(0, field.value.length - this.#composed.length);
    this.#composed = text;
    field.value = before + text;
    this.#input('insertCompositionText', text, true);
  }

  /** The word is done. */
  commit(text = this.#composed): void {
    const field = this.#field;
    field.value = field.value.slice(0, field.value.length - this.#composed.length) + text;
    this.#composed = '';
    this.#input('insertCompositionText', text, true);
    field.dispatchEvent(new CompositionEvent('compositionend', {data: text, bubbles: true}));
  }

  /** A key that goes down and up. Enter breaks the line, unless it is called off or in use by the input method. */
  key(init: KeyboardEventInit, {isReleased = true} = {}): void {
    const options = {bubbles: true, cancelable: true, ...init};
    const goesOn = this.#field.dispatchEvent(new KeyboardEvent('keydown', options));
    if (goesOn && init.key === 'Enter' && init.keyCode === 13) this.lineBreak();
    if (isReleased) this.release(init);
  }

  release(init: KeyboardEventInit): void {
    this.#field.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true, ...init}));
  }

  /** What a keyboard on a screen may do without any key. */
  lineBreak(inputType = 'insertLineBreak', data: string | null = null): void {
    const init = {inputType, data, bubbles: true, cancelable: true};
    if (!this.#field.dispatchEvent(new InputEvent('beforeinput', init))) return;
    this.#field.value += '\n';
    this.#input(inputType, data);
  }

  #input(inputType: string, data: string | null, isComposing = false): void {
    this.#field.dispatchEvent(new InputEvent('input', {inputType, data, isComposing, bubbles: true}));
  }
}

export const ENTER = {key: 'Enter', keyCode: 13};
/** The Enter that an input method uses. */
export const USED_ENTER = {key: 'Enter', keyCode: 229, isComposing: true};
