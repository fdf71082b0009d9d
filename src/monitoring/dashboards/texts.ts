import { TextWidget, TextWidgetBackground, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { COLUMNS } from '../panels';

/** Text without a box, which reads the same on a light and on a dark page. */
export function text(...lines: string[]): IWidget {
  return new TextWidget({
    markdown: lines.join('\n\n'), width: COLUMNS, height: lines.length,
    background: TextWidgetBackground.TRANSPARENT,
  });
}

/** A name that came from a user, as Markdown that shows it and nothing else. */
export function plain(words: string): string {
  return words.replace(/[\\`*_[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
}
