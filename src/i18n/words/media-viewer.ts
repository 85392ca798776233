/** What shows a picture, or a contact card, over the inbox. */
export const mediaViewerWords = {
  pictures: 'Pictures',
  earlierPicture: 'Earlier picture',
  laterPicture: 'Later picture',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  /** Shows all of the picture again. */
  wholePicture: 'Whole picture',
  savePicture: 'Save',
  openInNewTab: 'Open in a new tab',
  /** Where the picture stands among those that are loaded: `{number}`, `{count}`. */
  pictureNumber: '{number} of {count}',
  /** Who sent it and when: `{name}`, `{time}`. */
  pictureFrom: '{name}, {time}',
  /** The same for one of ours: `{time}`. */
  pictureFromYou: 'You, {time}',
  /** Loads a picture that does not load by itself: `{name}`. */
  loadPicture: 'Show {name}',
  pictureFailed: 'The picture could not be shown here.',
  contactCard: 'Contact card',
  contactLoading: 'Reading the contact card…',
  /** Servers may let no other page read their files. */
  contactFailed: 'The contact card could not be read here. Open it in a new tab instead.',
  contactEmpty: 'This contact card names nobody.',
  cardPhones: 'Phone',
  cardEmails: 'E-mail',
  /** Of a card with more in it than is shown. */
  cardMore: 'There is more in this card than is shown here.',
};

export type MediaViewerWords = typeof mediaViewerWords;
