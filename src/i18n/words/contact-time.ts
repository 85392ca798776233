/** The contact's local time, and whether it is one to text at. */
export const contactTimeWords = {
  /** `{time}` is 22:10, `{name}` the contact, `{zone}` such as "GMT-4". */
  contactTime: '{time} for {name} ({zone}, {source})',
  /** How the zone is known. */
  contactTimeSources: {page: 'as set here', field: 'by a custom field', 'area-code': 'by area code'},
  /** Hours for texting are set, and nobody knows what time it is there. */
  contactTimeUnknown: 'Local time of {name} unknown',
  /** `{from}` and `{to}` are times of the day. */
  outsideTextingHours: 'Outside texting hours ({from} to {to}).',
  /** After the first press. */
  pressSendAgain: 'Not sent yet: press Send again to send it all the same.',
  /** The same where something else than the text in the field was to be sent, such as a message that failed. */
  pressAgain: 'Not sent: press the same button again to send it all the same.',
  /** `{time}` is the day and the time. */
  scheduleInstead: 'Send at {time} instead',
};

export type ContactTimeWords = typeof contactTimeWords;
