import { Severity } from '../../signal';
import { BURN_RATES, budgetPercent, type BurnRate } from '../../monitoring';
import { httpOf } from '../model/facts';
import type { MetricsModel, PromisedObjective, ScrapeJob } from '../model/model';
import { budgetOf, type Budget } from './budgets';
import type { AlertRule, RuleGroup } from './rule';

/** One for each minute, so that minutes can be counted. */
const INTERVAL = '1m';

/** One rule for each severity, which fires while the budget of an objective burns too fast in two windows. */
export function objectiveRules(model: MetricsModel): RuleGroup[] {
  const promised = promisedOf(model);
  if (promised.length === 0) return [];
  return [{
    name: 'objectives',
    interval: INTERVAL,
    records: promised.flatMap((one) => servicesOf(one, model).flatMap((job) => budget(one, model).records(job))),
    alerts: promised.flatMap((one) => alertsOf(one, budget(one, model))),
  }];
}

/** How fast the budget of each objective burns, of the subjects that a condition chooses. */
export function burnRatesOf(model: MetricsModel, condition: string): { title: string; expr: string }[] {
  const promised = promisedOf(model);
  const titles = promised.map(({ objective }) => objective._variant.title);
  return promised.map((one, index) => ({ title: titles[index], expr: budget(one, model).speed(condition) }))
    .filter(({ title }, index) => titles.indexOf(title) === index);
}

/** One objective of a kind for each subject that answers users: one that names the subject goes before one for all. */
function promisedOf(model: MetricsModel): PromisedObjective[] {
  const keyOf = ({ subject, objective }: PromisedObjective) => `${subject} ${objective._variant.id}`;
  const isNamed = ({ objective }: PromisedObjective) => objective._subject !== undefined;
  const first = new Map([...model.objectives].reverse().map((one) => [keyOf(one), one]));
  for (const one of model.objectives.filter(isNamed)) first.set(keyOf(one), one);
  return model.objectives.filter((one) => first.get(keyOf(one)) === one && servicesOf(one, model).length > 0);
}

/** The services of a subject that answer users: each has a budget of its own. */
function servicesOf({ subject }: PromisedObjective, { jobs }: MetricsModel): ScrapeJob[] {
  return jobs.filter((job) => job.subject === subject && httpOf(job) !== undefined);
}

function budget({ subject, objective }: PromisedObjective, model: MetricsModel): Budget {
  return budgetOf(objective._variant, subject, model.scrapeIntervalSeconds);
}

function alertsOf({ subject, objective }: PromisedObjective, { burning }: Budget): AlertRule[] {
  const { title, firstStep, id } = objective._variant;
  return Object.values(Severity).map((severity): AlertRule => {
    const rates = BURN_RATES.filter((rate) => rate.severity === severity);
    return {
      name: 'ErrorBudgetBurn', severity,
      expr: rates.map((rate) => `(${burning(rate)})`).join(' or '),
      labels: { objective: id, subject },
      summary: `{{ $labels.job }}: ${title}, and the budget for it burns too fast`,
      description: `Of the budget of 30 days were used ${rates.map(inWords).join(' or ')}, and it goes on`,
      action: firstStep,
    };
  });
}

function inWords(rate: BurnRate): string {
  return `${budgetPercent(rate)} % in ${rate.long.toHumanString()}`;
}
