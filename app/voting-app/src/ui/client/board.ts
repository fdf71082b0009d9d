import type { OptionView, TallyView } from '../../poll/tally-types.ts';
import { setText, showPhase } from './page.ts';

/** What the server sends, as far as the page shows it. */
export type Tally = Pick<
  TallyView, 'state' | 'totalText' | 'leader' | 'final' | 'outcome' | 'stale' | 'servedBy' | 'zone' | 'pipeline'
> & { readonly options: readonly Pick<OptionView, 'id' | 'votes' | 'percent'>[] };

const ANNOUNCE_MS = 5_000;
const number = new Intl.NumberFormat('en');

/** The bars and numbers of the page. */
export class Board {
  private readonly pill = document.getElementById('state');
  private readonly announcer = document.getElementById('announcer');
  private announcedAt = Date.now();
  private announced = '';

  constructor(private readonly root: HTMLElement) {}

  public show(tally: Tally): void {
    for (const option of tally.options) this.showOption(option, tally);
    setText(this.root, '.total', tally.totalText);
    setText(document, '#served-by', tally.servedBy);
    setText(document, '#zone', tally.zone === null ? '' : `in ${tally.zone}`);
    this.showOutcome(tally.outcome);
    this.showPipeline(tally);
    if (tally.state !== this.root.dataset.state) showPhase(this.root, tally.state);
    this.showState(tally);
    this.announce(tally);
  }

  public lost(): void {
    // what is final does not change any more.
    if (this.pill?.dataset.state !== 'final') this.setPill('off', 'Reconnecting');
  }

  private showOption(option: Tally['options'][number], { leader, final }: Tally): void {
    const row = this.root.querySelector(`[data-option="${option.id}"]`);
    if (!row) return;
    setText(row, '.percent', `${option.percent.toFixed(1)}%`);
    setText(row, '.count', option.votes === 1 ? '1 vote' : `${number.format(option.votes)} votes`);
    row.querySelector('rect')?.setAttribute('width', `${option.percent}%`);
    setText(row, '.leading', final ? 'Winner' : 'Leading');
    row.querySelector('.leading')?.toggleAttribute('hidden', leader !== option.id);
  }

  private showOutcome(text: string | null): void {
    setText(this.root, '#outcome', text ?? '');
    this.root.querySelector('#outcome')?.toggleAttribute('hidden', text === null);
  }

  private showPipeline({ pipeline, servedBy, zone }: Tally): void {
    const list = document.getElementById('pipeline');
    list?.toggleAttribute('hidden', pipeline === null);
    if (list === null || pipeline === null) return;
    const set = (name: string, text: string): void => setText(list, `[data-pipeline="${name}"]`, text);
    set('queued', number.format(pipeline.queued));
    set('lag', `${(pipeline.lagMs / 1000).toFixed(1)} s`);
    set('workers', String(pipeline.workers));
    set('stored', number.format(pipeline.stored));
    setText(list, '[data-pipeline="task"] code', servedBy.slice(0, 8));
    setText(list, '[data-pipeline="task"] small', zone === null ? '' : `in ${zone}`);
  }

  private showState({ final, stale, state }: Tally): void {
    if (final) this.setPill('final', 'Final result');
    else if (stale) this.setPill('stale', 'Catching up');
    else if (state === 'closed') this.setPill('stale', 'Counting the last votes');
    else this.setPill('live', 'Live');
  }

  public setPill(state: string, text: string): void {
    if (this.pill === null) return;
    this.pill.dataset.state = state;
    if (this.pill.textContent !== text) this.pill.textContent = text;
  }

  /** Screen readers hear a summary now and then, not each of four updates a second. */
  private announce(tally: Tally): void {
    const name = (id: string): string => this.root.querySelector(`[data-option="${id}"] .name`)?.textContent ?? id;
    const shares = tally.options.map(({ id, percent }) => `${name(id)} ${percent.toFixed(1)} percent`);
    const text = tally.outcome ?? [...shares, tally.totalText].join(', ');
    if (this.announcer === null || text === this.announced || Date.now() - this.announcedAt < ANNOUNCE_MS) return;
    this.announced = text;
    this.announcedAt = Date.now();
    this.announcer.textContent = text;
  }
}
