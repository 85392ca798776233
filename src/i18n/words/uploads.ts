/** Why a file was not taken, by the code of whoever takes files; the words of `errors` for the rest. */
export const uploadWords = {
  uploadReasons: {
    'too-large': 'The file is too large.',
    'unsupported-type': 'This type of file cannot be sent.',
    empty: 'The file is empty.',
    unreadable: 'The file is damaged, or is not what its name says.',
  } as Readonly<Record<string, string>>,
  /** What is taken, where that is known: `{limit}` is a size, or a list of types. */
  uploadLimits: {
    'too-large': 'It can have {limit} at most.',
    'unsupported-type': 'These can: {limit}.',
  } as Readonly<Record<string, string>>,
  /** Types of files, where they are not called as they end: `audio/mpeg`. */
  fileTypes: {'audio/mpeg': 'MP3', 'image/webp': 'WebP', 'video/3gpp': '3GP'} as Readonly<Record<string, string>>,
};

export type UploadWords = typeof uploadWords;
