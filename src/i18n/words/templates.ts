/** The choice of a template, by itself and in the form for a new conversation. */
export const templateWords = {
  template: 'Template',
  templateMissing: 'Choose a template.',
  chooseTemplate: 'Choose…',
  parameterMissing: 'Fill this in.',
  preview: 'Preview',
};

/** The choice of a template in place of a text. */
export const pickerWords = {
  ...templateWords,
  templates: 'Templates',
  noTemplates: 'There are no templates for this conversation.',
  templatesFailed: 'The templates could not be loaded.',
  /** `{channel}` is what our own number or channel is called. */
  sentOver: 'Sent over {channel}',
  send: 'Send',
  cancel: 'Cancel',
};

export type TemplateWords = typeof templateWords;
export type PickerWords = typeof pickerWords;
