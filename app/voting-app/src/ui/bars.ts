import type { OptionView, TallyView } from '../poll/tally-types.ts';
import { classes, escapeHtml } from './layout.ts';
import { wordClass } from './words.ts';

export function bars(tally: TallyView): string {
  return `<ul class="bars">\n${tally.options.map((option, index) => bar(tally, option, index)).join('\n')}\n</ul>`;
}

/** The width is an attribute of the drawing: styles in the markup would need a weaker security policy. */
function bar(tally: TallyView, option: OptionView, index: number): string {
  const hidden = tally.leader === option.id ? '' : ' hidden';
  const badge = `<span class="leading"${hidden}>${tally.final ? 'Winner' : 'Leading'}</span>`;
  return `<li class="tone c${index}" data-option="${option.id}">
<div class="bar-head">
<span${classes('label', wordClass(option.label))}><span class="name">${escapeHtml(option.label)}</span>${badge}</span>
<span class="percent">${option.percent.toFixed(1)}%</span>
</div>
<svg class="bar" aria-hidden="true" focusable="false"><rect width="${option.percent}%" height="100%"/></svg>
<p class="count">${option.votes === 1 ? '1 vote' : `${option.votes.toLocaleString('en')} votes`}</p>
</li>`;
}
