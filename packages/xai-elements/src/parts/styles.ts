import { css, unsafeCSS } from 'lit';
import { type Tone, tones } from 'svg-plots';

const { ground, ink } = tones;
const byTheme = ({ light, dark }: Tone) => unsafeCSS(`light-dark(${light}, ${dark})`);
const drawnTones = Object.entries(tones).map(
  ([name, tone]) => `.xai-${name}{color:light-dark(${tone.light},${tone.dark})}`,
);

/** What all elements share. Light or dark is what the page's `color-scheme` says, unless `theme` does. */
export const shared = css`
  :host {
    display: block;
    max-width: 100%;
    color: ${byTheme(ink)};
    background: ${byTheme(ground)};
    font: 14px/1.4 system-ui, sans-serif;
    --xai-accent: light-dark(#0a5bd3, #7db4ff);
  }
  :host([hidden]) { display: none; }
  :host([theme='light']) { color-scheme: light; }
  :host([theme='dark']) { color-scheme: dark; }
  ${unsafeCSS(drawnTones.join('\n'))}
  figure { margin: 0; }
  figcaption { font-weight: 600; margin-bottom: 4px; overflow-wrap: anywhere; }
  svg { display: block; max-width: 100%; height: auto; }
  .foot { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin-top: 6px; min-height: 26px; }
  .bare { min-height: 20px; margin-top: 2px; }
  output { flex: 1 1 10em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
  button, input { font: inherit; accent-color: var(--xai-accent); }
  button {
    color: inherit; background: none; border: 1px solid color-mix(in srgb, currentColor 35%, transparent);
    border-radius: 6px; padding: 2px 8px; min-height: 26px; cursor: pointer;
  }
  button:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
  :focus-visible { outline: 2px solid var(--xai-accent); outline-offset: 2px; }
  [role='alert'] { margin: 0; padding: 8px; border: 1px solid light-dark(#b00020, #ff8a8a); border-radius: 6px; overflow-wrap: anywhere; }
  .stage { position: relative; touch-action: manipulation; }
  .cursor { pointer-events: none; fill: none; stroke: var(--xai-accent); stroke-width: 2; }
`;
