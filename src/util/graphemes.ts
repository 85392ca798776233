let segmenter: Intl.Segmenter | undefined;

/** A text as what a person sees as characters; an emoji may be several code points. */
export function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
  return segmenter.segment(text);
}
