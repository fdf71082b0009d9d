import { has, hasVotes } from '../model/facts';
import type { MetricsModel } from '../model/model';
import { VOTING } from '../model/voting-metrics';
import { chosen, graph, query, rate, type DashboardSpec, type RowSpec } from './spec';

/** Tasks of Fargate, and containers on instances. */
export function containers(model: MetricsModel): DashboardSpec {
  return {
    uid: 'containers',
    title: 'Containers',
    rows: [...hasVotes(model) ? [tasks()] : [], ...has(model, 'container') ? [onInstances()] : []],
  };
}

function tasks(): RowSpec {
  const share = (used: string, limit: string) => `100 * ${chosen(used)} / ${chosen(limit)}`;
  const legend = '{{role}} {{instance}}';
  return {
    title: 'Tasks of the voting application',
    panels: [
      graph('CPU', { unit: 'percent', description: 'In use by all containers of a task, of what it may use' },
        query(share(VOTING.TASK_CPU, VOTING.TASK_CPU_LIMIT), legend)),
      graph('Memory', { unit: 'percent', description: 'In use by all containers of a task, without the page cache' },
        query(share(VOTING.TASK_MEMORY, VOTING.TASK_MEMORY_LIMIT), legend)),
      graph('Tasks', { unit: 'none', description: 'That answer, by role' },
        query(`count by (role) (${chosen(VOTING.TASK_CPU_LIMIT)})`, '{{role}}')),
      graph('Cores', { unit: 'short', description: 'In use by each task' }, query(chosen(VOTING.TASK_CPU), legend)),
      graph('Memory in bytes', { unit: 'bytes', description: 'In use by each task' },
        query(chosen(VOTING.TASK_MEMORY), legend)),
    ],
  };
}

function onInstances(): RowSpec {
  const named = 'name!=""';
  return {
    title: 'Containers on instances',
    panels: [
      graph('CPU', { unit: 'short', description: 'Cores in use' },
        query(`sum by (instance, name) (${rate('container_cpu_usage_seconds_total', named)})`,
          '{{instance}} {{name}}')),
      graph('Memory', { unit: 'bytes', description: 'In use, without what can be given back' },
        query(`sum by (instance, name) (${chosen('container_memory_working_set_bytes', named)})`,
          '{{instance}} {{name}}')),
      graph('Received', { unit: 'Bps', description: 'From the network' },
        query(`sum by (instance, name) (${rate('container_network_receive_bytes_total', named)})`,
          '{{instance}} {{name}}')),
    ],
  };
}
