import { createHash } from 'node:crypto';
import { Stack, Token } from 'aws-cdk-lib';
import { Subscription, SubscriptionProtocol, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { text } from '../../core';
import type { NotificationVariant } from './notification-variant';

const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;
const URL = /https:\/\/[^\s/]+(\/\S*)?/;

/** Mails. */
export function emailVariant(address: string): NotificationVariant {
  return {
    problems: (prop) => text(prop, address, ADDRESS, 'be an e-mail address'),
    bind: () => subscribed(SubscriptionProtocol.EMAIL, address),
  };
}

/** Requests to a paging system. */
export function httpsVariant(url: string): NotificationVariant {
  return {
    problems: (prop) => text(prop, url, URL, 'be a URL that starts with https://'),
    bind: () => subscribed(SubscriptionProtocol.HTTPS, url),
  };
}

/** A topic of the user's. */
export function topicVariant(topic: ITopic): NotificationVariant {
  return { problems: () => [], bind: () => ({ reach: () => ({ topics: [topic], actions: {} }) }) };
}

function subscribed(protocol: SubscriptionProtocol, endpoint: string): ReturnType<NotificationVariant['bind']> {
  return {
    reach: (topicOf) => {
      const topic = topicOf();
      subscribe(topic, protocol, endpoint);
      return { topics: [topic], actions: {} };
    },
  };
}

/** Once for each topic and address: two that watch the same stack do not send everything twice. */
function subscribe(topic: ITopic, protocol: SubscriptionProtocol, endpoint: string): void {
  // the address is the id, so the order of the list does not matter: a new subscription would have to be confirmed
  // again.
  const id = Token.isUnresolved(endpoint) ? `${protocol}-${hashOf(Stack.of(topic).resolve(endpoint))}` : endpoint;
  if (topic.node.tryFindChild(id.replaceAll('/', '--'))) return;
  new Subscription(topic as unknown as Construct, id, { topic, protocol, endpoint });
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);
}
