import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import { ifAllowed } from '../aws/errors';
import type { Api } from '../aws/operations';
import type { Session } from '../aws/session';
import type { Fact } from './facts';

/** An image in ECR, as the API names it. */
interface Image {
  readonly registryId: string;
  readonly repositoryName: string;
  readonly imageId: { readonly imageTag?: string; readonly imageDigest?: string };
}

const ECR = /^(\d{12})\.dkr[.-]ecr\.([a-z0-9-]+)\.[^/]+\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]+))?$/;
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json',
];
/** Tags that exist, to compare with the one that does not. */
const NEWEST = 3;
const PROCESSORS: { readonly [name: string]: string } = { X86_64: 'amd64', ARM64: 'arm64' };

/** What ECR says about the images of a task: whether they exist, and for which processors they are built. */
export async function imageFacts(
  session: Session, subject: string, task: TaskDefinition | undefined, region: string | undefined,
): Promise<Fact[]> {
  const found = await Promise.all((task?.containerDefinitions ?? []).map(async (container) => {
    const image = imageOf(container, region);
    return image ? await ifAllowed(factsOf(session, subject, image, processorOf(task)), session.missingRights) : [];
  }));
  return found.flatMap((facts) => facts ?? []);
}

/** Nothing for an image that is not in ECR, or in another Region. */
function imageOf({ image = '' }: ContainerDefinition, region: string | undefined): Image | undefined {
  const [, registryId, place, repositoryName, tag, digest] = ECR.exec(image) ?? [];
  if (repositoryName === undefined || place !== region) return undefined;
  return {
    registryId, repositoryName, imageId: digest === undefined ? { imageTag: tag ?? 'latest' } : { imageDigest: digest },
  };
}

/** The processor that a task asks for; nothing on instances, where it takes what there is. */
function processorOf({ runtimePlatform, requiresCompatibilities = [] }: TaskDefinition = {}): string | undefined {
  const name = runtimePlatform?.cpuArchitecture ?? (requiresCompatibilities.includes('FARGATE') ? 'X86_64' : '');
  return PROCESSORS[name];
}

async function factsOf(
  { api, outside }: Session, subject: string, image: Image, processor: string | undefined,
): Promise<Fact[]> {
  const name = nameOf(image);
  const fact = (field: string, text: string): Fact => ({ source: 'image', subject, field, text });
  const missing = await missingWords(api, image);
  if (missing !== undefined) return [fact('DescribeImages', missing)];
  const built = await processorsOf(api, image, outside.download);
  if (built.length === 0) return [fact('DescribeImages', `${name} exists`)];
  return [fact('BatchGetImage', processor === undefined || built.includes(processor)
    ? `${name} exists, for ${built.join(', ')}`
    : `${name} is built for ${built.join(', ')}, and the task runs on ${processor}`)];
}

/** Why an image is not there; nothing if it is. */
async function missingWords(api: Api, image: Image): Promise<string | undefined> {
  const { registryId, repositoryName, imageId } = image;
  try {
    await api.describeImages({ registryId, repositoryName, imageIds: [imageId] });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (/RepositoryNotFound/.test(error.name)) return `there is no repository "${repositoryName}"`;
    if (!/ImageNotFound/.test(error.name)) throw error;
  }
  const { imageDetails = [] } = await api.describeImages({
    registryId, repositoryName, filter: { tagStatus: 'TAGGED' },
  });
  const newest = [...imageDetails].sort((one, other) => timeOf(other.imagePushedAt) - timeOf(one.imagePushedAt))
    .flatMap(({ imageTags = [] }) => imageTags.slice(0, 1)).slice(0, NEWEST);
  return `there is no image ${nameOf(image)}; `
    + (newest.length === 0 ? 'the repository has none with a tag' : `the newest tags are ${newest.join(', ')}`);
}

/** The processors in the list of an image, or the one in its configuration. */
async function processorsOf(api: Api, image: Image, download: Session['outside']['download']): Promise<string[]> {
  const { registryId, repositoryName, imageId } = image;
  const { images = [] } = await api.batchGetImage({
    registryId, repositoryName, imageIds: [imageId], acceptedMediaTypes: MANIFESTS,
  });
  const manifest = jsonOf(images[0]?.imageManifest);
  const listed = (manifest.manifests ?? []).flatMap(({ platform }) => platform?.architecture ?? []);
  const layerDigest = manifest.config?.digest;
  if (listed.length > 0 || layerDigest === undefined) return [...new Set(listed)].filter((one) => one !== 'unknown');
  const { downloadUrl = '' } = await api.getDownloadUrlForLayer({ registryId, repositoryName, layerDigest });
  return jsonOf(await download(downloadUrl)).architecture ?? [];
}

interface Manifest {
  readonly manifests?: readonly { readonly platform?: { readonly architecture?: string } }[];
  readonly config?: { readonly digest?: string };
  readonly architecture?: string[];
}

/** A manifest or a configuration; what cannot be read says nothing. */
function jsonOf(text: string | undefined): Manifest {
  try {
    const { architecture, ...rest } = JSON.parse(text ?? '{}') as Manifest & { readonly architecture?: unknown };
    return { ...rest, architecture: typeof architecture === 'string' ? [architecture] : undefined };
  } catch {
    return {};
  }
}

function nameOf({ repositoryName, imageId: { imageTag, imageDigest = '' } }: Image): string {
  return imageTag === undefined ? `${repositoryName}@${imageDigest.slice(0, 19)}` : `${repositoryName}:${imageTag}`;
}

function timeOf(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}
