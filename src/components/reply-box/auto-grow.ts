const growsByItself = (): boolean => globalThis.CSS?.supports('field-sizing', 'content') ?? true;

/** Makes a text area as high as its text, up to its `max-block-size`. */
export function growToContent(textarea: HTMLTextAreaElement): void {
  textarea.style.blockSize = 'auto';
  const borders = textarea.offsetHeight - textarea.clientHeight;
  textarea.style.blockSize = `${textarea.scrollHeight + borders}px`;
}

/** The same where the browser does not do it by itself (`field-sizing`). */
export function growWhereNeeded(textarea: HTMLTextAreaElement | null | undefined): void {
  if (textarea && !growsByItself()) growToContent(textarea);
}
