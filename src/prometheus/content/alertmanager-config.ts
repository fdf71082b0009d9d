import { Severity } from '../../signal';
import { WATCHDOG } from '../rules';
import type { MetricsModel } from '../model/model';
import { toYaml, type YamlValue } from '../model/yaml';

/** One message for each rule and subject, however many targets have the same fault. */
const GROUP_BY = ['alertname', 'subject', 'severity'];
/** Faults with one cause come a little apart: they are told together. */
const GROUP_WAIT = '30s';
const GROUP_INTERVAL = '5m';
/** What still goes on is told again. */
const REPEAT_INTERVAL = '12h';
/** How often a heartbeat is sent while everything works. */
const HEARTBEAT_INTERVAL = '5m';

const NOBODY = 'nobody';
const OPERATIONS = 'operations';
const HEARTBEAT = 'heartbeat';

interface Message {
  readonly subject: string;
  readonly message: string;
}

/** `alertmanager.yml`: alerts go to the topic, the heartbeat to one of its own. */
export function alertmanagerConfig({ region, topicArn, heartbeatTopicArn }: MetricsModel): string {
  return toYaml({
    route: {
      receiver: topicArn === undefined ? NOBODY : OPERATIONS,
      group_by: GROUP_BY, group_wait: GROUP_WAIT, group_interval: GROUP_INTERVAL, repeat_interval: REPEAT_INTERVAL,
      routes: [{
        matchers: [`alertname="${WATCHDOG}"`],
        receiver: heartbeatTopicArn === undefined ? NOBODY : HEARTBEAT,
        group_wait: '0s', group_interval: '1m', repeat_interval: HEARTBEAT_INTERVAL,
      }],
    },
    // the same rule at a higher severity says it all.
    inhibit_rules: [{
      source_matchers: [`severity="${Severity.CRITICAL}"`],
      target_matchers: [`severity="${Severity.WARNING}"`],
      equal: ['alertname', 'subject', 'job'],
    }],
    receivers: [
      { name: NOBODY },
      ...topicArn === undefined ? [] : [topicReceiver(OPERATIONS, topicArn, region, MESSAGE)],
      ...heartbeatTopicArn === undefined ? [] : [topicReceiver(HEARTBEAT, heartbeatTopicArn, region, ALIVE)],
    ],
  });
}

function topicReceiver(name: string, topicArn: string, region: string, { subject, message }: Message): YamlValue {
  const sigv4 = { region };
  return { name, sns_configs: [{ sigv4, topic_arn: topicArn, subject, message, send_resolved: true }] };
}

/** A value that is put into a text of JSON, without what would end the text. */
const put = (value: string) => `{{ reReplaceAll \`["\\\\]\` "'" ${value} }}`;

const STATE = '{{ if eq .Status "resolved" }}OK{{ else }}{{ .CommonLabels.severity | toUpper }}{{ end }}';
const TITLE = `${STATE}: {{ with .CommonLabels.subject }}${put('.')}: {{ end }}{{ .CommonLabels.alertname }}`;
/**
 * A subject of SNS has at most 100 characters of ASCII; a longer one, or another sign, and the message is refused.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const SUBJECT = `${STATE}: {{ with .CommonLabels.subject }}{{ reReplaceAll "[^ -~]" "?" . | printf "%.60s" }}: `
  + '{{ end }}{{ .CommonLabels.alertname }}';

/**
 * In the form that Amazon Q Developer shows in a chat, and that a person can read in a mail, as all messages of the
 * library.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
const MESSAGE: Message = {
  subject: SUBJECT,
  message: '{"version":"1.0","source":"custom","content":{"textType":"client-markdown",'
    + `"title":"${TITLE}","description":"`
    + `{{ range .Alerts }}${put('.Annotations.summary')}. ${put('.Annotations.description')}\\n{{ end }}",`
    + `"nextSteps":["${put('.CommonAnnotations.action')}"`
    + `{{ with .CommonAnnotations.runbook_url }},"${put('.')}"{{ end }}]}}`,
};
const ALIVE: Message = { subject: 'Alertmanager is alive', message: 'Alertmanager is alive' };
