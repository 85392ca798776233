/** `Intl` objects are costly to make and free to keep. */
function memoize<Options, Format>(make: (locale: string | undefined, options: Options) => Format) {
  const cache = new Map<string, Format>();
  return (locale: string | undefined, options: Options): Format => {
    const key = `${locale ?? ''}|${JSON.stringify(options)}`;
    let format = cache.get(key);
    if (!format) {
      format = make(locale, options);
      cache.set(key, format);
    }
    return format;
  };
}

const formats = memoize(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, withKnownZone(options)),
);
const numbers = memoize((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const plurals = memoize((locale, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options));
const relatives = memoize(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

/** A zone name comes from a provider: for one that this engine does not know, the device's own must do. */
function withKnownZone(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions {
  if (options.timeZone === undefined) return options;
  try {
    new Intl.DateTimeFormat(undefined, {timeZone: options.timeZone});
    return options;
  } catch {
    return {...options, timeZone: undefined};
  }
}

export const dateTimeFormat = (locale: string | undefined, options: Intl.DateTimeFormatOptions) =>
  formats(locale, options);
export const numberFormat = (locale: string | undefined, options: Intl.NumberFormatOptions = {}) =>
  numbers(locale, options);
export const pluralRules = (locale: string | undefined) => plurals(locale, {});
export const relativeTimeFormat = (locale: string | undefined) => relatives(locale, {numeric: 'auto', style: 'short'});
