"""Stands in for Docker: builds nothing, and puts into the emulated registry that an image was pushed.

What it was asked to do is in the file that DOCKER_LOG names, a line for each command. A command that `cdk deploy` does
not need is refused.
"""
import hashlib
import json
import os
import sys

from account import client

LOG = os.environ['DOCKER_LOG']
IMAGES = f'{LOG}.images.json'


def images():
    if not os.path.exists(IMAGES):
        return {}
    with open(IMAGES, encoding='utf-8') as file:
        return json.load(file)


def keep(name, digest):
    known = {**images(), name: digest}
    with open(IMAGES, 'w', encoding='utf-8') as file:
        json.dump(known, file)


def build(args):
    """The digest of an image is that of the files that it is built from."""
    folder = args[-1]
    if not os.path.isfile(os.path.join(folder, 'Dockerfile')):
        raise SystemExit(f'there is no Dockerfile in {folder}')
    digest = hashlib.sha256()
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), 'rb') as file:
            digest.update(name.encode() + file.read())
    keep(args[args.index('--tag') + 1], digest.hexdigest())


def inspect(args):
    if args[-1] not in images():
        raise SystemExit(f'there is no image {args[-1]}')


def login(args):
    if '--password-stdin' not in args or not sys.stdin.read():
        raise SystemExit('the password of the registry is missing')


def tag(args):
    keep(args[1], images()[args[0]])


def push(args):
    name, version = args[-1].split('/', 1)[1].rsplit(':', 1)
    config = {'mediaType': 'application/vnd.oci.image.config.v1+json', 'size': 2,
              'digest': f'sha256:{images()[args[-1]]}'}
    client('ecr').put_image(repositoryName=name, imageTag=version, imageManifest=json.dumps({
        'schemaVersion': 2, 'mediaType': 'application/vnd.oci.image.manifest.v1+json', 'config': config, 'layers': []}))


COMMANDS = {'build': build, 'inspect': inspect, 'login': login, 'tag': tag, 'push': push}


def main(command, *args):
    with open(LOG, 'a', encoding='utf-8') as file:
        file.write(' '.join([command, *args]) + '\n')
    if command not in COMMANDS:
        raise SystemExit(f'docker {command} is not stood in for')
    COMMANDS[command](args)


if __name__ == '__main__':
    main(*sys.argv[1:])
