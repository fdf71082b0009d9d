import { createHash } from 'node:crypto';
import { CfnMicrosoftTeamsChannelConfiguration, CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Construct } from 'constructs';
import { isKnown, text } from '../../core';
import { ChatChannel } from './chat-channel';
import type { BoundNotification, NotificationVariant } from './notification-variant';
import { oneForEachChannel } from './one-channel';

/** A channel of Slack. */
export interface SlackOptions {
  /** Id of the workspace, as the console of Amazon Q Developer shows it: `T` and letters and digits. */
  readonly workspaceId: string;
  /** Id of the channel, the last part of its link: `C` or `G` and letters and digits. */
  readonly channelId: string;
}

/** A channel of Microsoft Teams. The link of the channel holds all three ids. */
export interface TeamsOptions {
  /** Id of the team: `groupId` in the link of the channel. */
  readonly teamId: string;
  /** Id of the tenant: `tenantId` in the link of the channel. */
  readonly tenantId: string;
  /** Id of the channel: in its link between `channel/` and the next slash, as it is there or decoded. */
  readonly channelId: string;
}

const CHANNEL = /19(:|%3[aA])[A-Za-z0-9_=+/.,-]+(@|%40)thread\.(tacv2|skype)/;
const UUID = /[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/;

/** Slack. */
export function slackVariant({ workspaceId, channelId }: SlackOptions): NotificationVariant {
  return {
    problems: (prop) => [
      ...text(
        `${prop}.workspaceId`, workspaceId, /[TE][A-Z0-9]{1,254}/, 'be the id of a workspace such as T0123456789',
      ),
      ...text(`${prop}.channelId`, channelId, /[CGD][A-Z0-9]{1,254}/, 'be the id of a channel such as C0123456789',
        'the id, not the name: the last part of the link of the channel'),
    ],
    bind: (scope) => bound(scope, 'Slack', channelId, (channel, settings) =>
      new CfnSlackChannelConfiguration(channel, 'Resource', {
        ...settings, slackWorkspaceId: workspaceId, slackChannelId: channelId,
      })),
  };
}

/** Microsoft Teams. */
export function teamsVariant({ teamId, tenantId, channelId }: TeamsOptions): NotificationVariant {
  return {
    problems: (prop) => [
      ...text(`${prop}.teamId`, teamId, UUID, 'be a UUID'),
      ...text(`${prop}.tenantId`, tenantId, UUID, 'be a UUID'),
      ...text(`${prop}.channelId`, channelId, CHANNEL,
        'be the id of a channel such as 19:0123456789abcdef@thread.tacv2'),
    ],
    bind: (scope) => bound(scope, 'Teams', decoded(channelId), (channel, settings) =>
      new CfnMicrosoftTeamsChannelConfiguration(channel, 'Resource', {
        ...settings, teamId, teamsTenantId: tenantId, teamsChannelId: encoded(channelId),
      })),
  };
}

function decoded(channelId: string): string {
  return isKnown(channelId) ? decodeURIComponent(channelId) : channelId;
}

/** CloudFormation takes the id only as it is in the link. */
function encoded(channelId: string): string {
  return isKnown(channelId) ? decoded(channelId).replace(':', '%3A').replace('@', '%40') : channelId;
}

/** Two notifications to one channel share its configuration. */
function bound(
  scope: Construct, application: string, channelId: string, render: ConstructorParameters<typeof ChatChannel>[2],
): BoundNotification {
  const channel = oneForEachChannel(scope, application, channelId, (key) => {
    const parent = scope.node.tryFindChild(application) as Construct | undefined ?? new Construct(scope, application);
    return new ChatChannel(parent, isKnown(channelId) ? channelId : idOfUnknown(parent, key), render);
  });
  return {
    reach: (topicOf) => {
      const topic = topicOf();
      channel.listenTo(topic);
      return { topics: [topic], actions: {} };
    },
  };
}

/** The id of a channel that is known at deployment only. */
function idOfUnknown(parent: Construct, key: string): string {
  if (!parent.node.tryFindChild('Channel')) return 'Channel';
  return `Channel${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
}
