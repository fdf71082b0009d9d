import type { Resource, Template } from '../../../src/template';
import { WrongUse } from '../outcome';

/** What an image is built for. */
export type Platform = 'linux/amd64' | 'linux/arm64';

/** Platforms that somebody names: for one image, or under '' for all others. */
export interface NamedPlatforms { readonly [image: string]: Platform }

/** Instances with processors of ARM: the letter g behind the number of the generation, and the first of them. */
const ARM_TYPE = /^(?:a1|[a-z]+\d+g[a-z]*)\./;
const REGISTRY = /\.dkr\.ecr\./;
/** What `cdk deploy` builds by itself. */
const ASSET = /container-assets/;

/**
 * The platform of an image: that of the tasks and instances that run images from a repository of ECR.
 *
 * @param templates of all environments
 */
export function platformOf(image: string, templates: readonly Template[], named: NamedPlatforms): Platform {
  const given = named[image] ?? named[''];
  if (given !== undefined) return given;
  const found = [...new Set(templates.flatMap((template) => [
    ...template.ofType('AWS::ECS::TaskDefinition').flatMap(platformOfTask),
    ...template.ofType('AWS::EC2::LaunchTemplate').flatMap(platformOfInstances),
  ]))];
  if (found.length < 2) return found[0] ?? 'linux/amd64';
  throw new WrongUse(`the app runs images for ${found.sort().join(' and for ')}`,
    `say what each is built for, for example --platform ${image}=${found[0]}`);
}

function platformOfTask(task: Resource): Platform[] {
  const images = task.get('ContainerDefinitions').items.map((container) => String(container.at('Image').raw));
  if (!images.some(isBuilt)) return [];
  const processor = task.get('RuntimePlatform', 'CpuArchitecture').text;
  if (processor !== undefined) return [processor === 'ARM64' ? 'linux/arm64' : 'linux/amd64'];
  // on instances, a task takes the processor that there is.
  return task.get('RequiresCompatibilities').items.some(({ text }) => text === 'FARGATE') ? ['linux/amd64'] : [];
}

/** Instances that start an image by themselves. */
function platformOfInstances(launch: Resource): Platform[] {
  const type = launch.get('LaunchTemplateData', 'InstanceType').text;
  if (type === undefined || !isBuilt(String(launch.get('LaunchTemplateData', 'UserData').raw))) return [];
  return [ARM_TYPE.test(type) ? 'linux/arm64' : 'linux/amd64'];
}

function isBuilt(image: string): boolean {
  return REGISTRY.test(image) && !ASSET.test(image);
}
