/** The colors of a page; lines of metrics and limits bring their own. */
export interface Theme {
  readonly name: string;
  readonly page: string;
  readonly widget: string;
  readonly border: string;
  readonly grid: string;
  readonly words: string;
  readonly quiet: string;
  readonly link: string;
  readonly ok: string;
  readonly alarm: string;
}

/** As CloudWatch shows a dashboard by day and by night. */
export const THEMES: readonly Theme[] = [
  {
    name: 'light', page: '#f2f3f3', widget: '#ffffff', border: '#d5dbdb', grid: '#eaeded', words: '#16191f',
    quiet: '#545b64', link: '#0b67c2', ok: '#1d8102', alarm: '#d13212',
  },
  {
    name: 'dark', page: '#0f141a', widget: '#161d26', border: '#333c48', grid: '#28313c', words: '#e6e9ec',
    quiet: '#a3adb8', link: '#6cb4ff', ok: '#3fae5a', alarm: '#ff6f5b',
  },
];

/** The theme with a name. */
export function themeOf(name: string): Theme {
  return THEMES.find((theme) => theme.name === name) ?? THEMES[0];
}
