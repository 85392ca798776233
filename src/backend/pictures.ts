/** Pictures drawn in code and carried in their own URL, so that they load without a network and under a strict CSP. */

export interface PictureOptions {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** 0 to 359. */
  readonly hue: number;
  readonly subject?: 'hills' | 'bicycle';
}

/** A `data:` URL of an SVG picture. Its name is the fragment: browsers refuse a picture whose type has a parameter for it. */
export function picture({name, width, height, hue, subject = 'hills'}: PictureOptions): string {
  const drawn = subject === 'bicycle' ? bicycle(width, height) : hills(width, height, hue);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `<rect width="${width}" height="${height}" fill="hsl(${hue} 60% 86%)"/>${drawn}</svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}#${encodeURIComponent(name)}`;
}

function hills(width: number, height: number, hue: number): string {
  const horizon = height * 0.62;
  const hill = (from: number, shade: number) =>
    `<path d="M0 ${from + height * 0.1}Q${width * 0.3} ${from - height * 0.16} ${width * 0.55} ${from}` +
    `T${width} ${from - height * 0.06}V${height}H0z" fill="hsl(${(hue + 140) % 360} 35% ${shade}%)"/>`;
  const sun = `<circle cx="${width * 0.74}" cy="${height * 0.26}" r="${Math.min(width, height) * 0.1}" fill="#ffd166"/>`;
  return sun + hill(horizon, 58) + hill(horizon + height * 0.14, 42);
}

function bicycle(width: number, height: number): string {
  const unit = Math.min(width, height) / 10;
  const x = (units: number) => width / 2 + units * unit;
  const y = (units: number) => height / 2 + units * unit;
  const wheel = (at: number) => `<circle cx="${x(at)}" cy="${y(1.2)}" r="${1.7 * unit}"/>`;
  const frame =
    `M${x(-2.4)} ${y(1.2)}L${x(-1.2)} ${y(-1.2)}H${x(1.6)}L${x(-0.2)} ${y(1.2)}z` +
    `M${x(-0.2)} ${y(1.2)}L${x(-1.5)} ${y(-1.9)}M${x(-2.1)} ${y(-1.9)}H${x(-0.9)}` +
    `M${x(2.4)} ${y(1.2)}L${x(1.4)} ${y(-2)}H${x(0.7)}`;
  return (
    `<rect y="${y(2.9)}" width="${width}" height="${height}" fill="#8d99ae"/>` +
    `<g fill="none" stroke="#22333b" stroke-width="${unit * 0.28}" stroke-linejoin="round" stroke-linecap="round">` +
    `${wheel(-2.4)}${wheel(2.4)}<path d="${frame}"/></g>`
  );
}
