import { hasVotes, httpSources } from '../model/facts';
import type { MetricsModel } from '../model/model';
import { burnRatesOf, HTTP } from '../rules';
import { VOTING } from '../model/voting-metrics';
import { CHOSEN, chosen, graph, query, rate, type DashboardSpec, type RowSpec } from './spec';

/** What users feel, and what the programs spend on it. */
export function application(model: MetricsModel): DashboardSpec {
  const sources = httpSources(model);
  return {
    uid: 'application',
    title: 'Application performance',
    rows: [
      ...sources.length > 0 ? [requests(model)] : [],
      ...burnRatesOf(model, CHOSEN).length > 0 ? [budgets(model)] : [],
      ...hasVotes(model) ? [program()] : [],
    ],
  };
}

function requests(model: MetricsModel): RowSpec {
  const { errorPercent, p95Seconds } = model.thresholds;
  return {
    title: 'Requests',
    panels: [
      graph('Requests', { unit: 'reqps', description: 'Answered in a second, by job' },
        query(chosen(HTTP.REQUESTS), '{{job}}')),
      graph('Errors', { unit: 'percent', limit: errorPercent, description: 'Share of answers with 5xx' },
        query(`100 * ${chosen(HTTP.ERROR_RATIO)}`, '{{job}}')),
      graph('Answers by status', { unit: 'reqps', description: 'All jobs together' },
        ...httpSources(model).map(({ http: { status, requests: counter } }) =>
          query(`sum by (${status}) (${rate(counter)})`, `{{${status}}}`))),
      graph('P50', { unit: 's', description: 'Half of the requests were faster' }, query(chosen(HTTP.P50), '{{job}}')),
      graph('P95', { unit: 's', limit: p95Seconds, description: 'Nineteen of twenty requests were faster' },
        query(chosen(HTTP.P95), '{{job}}')),
      graph('P99', { unit: 's', description: 'All but one of a hundred requests were faster' },
        query(chosen(HTTP.P99), '{{job}}')),
    ],
  };
}

/** 1 uses the budget up in exactly 30 days. */
function budgets(model: MetricsModel): RowSpec {
  return {
    title: 'Error budgets',
    panels: burnRatesOf(model, CHOSEN).map(({ title, expr }) => graph(title, {
      unit: 'short', limit: 1, description: 'How many times faster than allowed the budget of 30 days burns',
    }, query(expr, '{{job}}'))),
  };
}

function program(): RowSpec {
  return {
    title: 'Programs of the voting application',
    panels: [
      graph('CPU', { unit: 'short', description: 'Cores in use by each task, of one process' },
        query(rate('process_cpu_seconds_total', 'role!=""'), '{{role}} {{instance}}')),
      graph('Memory', { unit: 'bytes', description: 'Resident memory of the process' },
        query(chosen('process_resident_memory_bytes', 'role!=""'), '{{role}} {{instance}}')),
      graph('Event loop', { unit: 's', description: 'P99 of its delay: more than 0.1 s is felt by every request' },
        query(chosen('nodejs_eventloop_lag_p99_seconds'), '{{role}} {{instance}}')),
      graph('Heap', { unit: 'bytes', description: 'In use by objects' },
        query(chosen('nodejs_heap_size_used_bytes'), '{{role}} {{instance}}')),
      graph('Garbage collection', { unit: 'percent', description: 'Share of the time' },
        query(`100 * sum by (role, instance) (${rate('nodejs_gc_duration_seconds_sum')})`, '{{role}} {{instance}}')),
      graph('Data stores', { unit: 'none', description: '1 if the last check of a task reached its data store' },
        query(`min by (role, dependency) (${chosen(VOTING.DEPENDENCY_UP)})`, '{{role}}: {{dependency}}')),
    ],
  };
}
