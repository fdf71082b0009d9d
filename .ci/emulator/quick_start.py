"""The quick start of docs/getting-started.md with the packed library: install, bootstrap, deploy, look at it with the
command line, change it, remove it. Arguments: a folder to work in, the packed library.

Every command of the page is played, or says here why it is not.
"""
import json
import os
import re
import subprocess
import sys
import time

from account import client, read
from report import Report

ROOT = os.getcwd()
NAME = 'QuickStart'
LIMIT_SECONDS = 300
ANSWER = 'Hello from Fargate'

PYTHON = 'the app in Python: .ci/consumers.sh synthesizes it, and compares it with this one byte by byte'
# what a person does at a terminal, and this program otherwise.
NOT_PLAYED = {
    'npm install cdk-elastic-web': 'installs the packed library, which no registry has yet',
    'npm install': 'names the packed library again, because the starter asks a registry for it',
    'npx cdk deploy': 'with --require-approval never, because nobody is asked',
    'npx cdk destroy': 'with --force, because nobody is asked',
    'npx cdk-elastic-web init my-shop --language python': PYTHON,
    'cd my-shop': PYTHON,
    'python3 -m venv .venv && . .venv/bin/activate': PYTHON,
    'pip install -r requirements.txt': PYTHON,
    'npx aws-cdk bootstrap && npx aws-cdk deploy': PYTHON,
    'curl <QuickStart.WebUrl>': 'nothing runs behind the address; test/quick-start starts the server and asks it',
}


def commands(page):
    """The lines of the shell on a page, without their comments."""
    blocks = re.findall(r'```sh\n(.*?)```', page, re.S)
    return [re.split(r'\s+#', line)[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


class Terminal:
    def __init__(self, folder, package):
        self.folder, self.package = folder, package
        self.code, self.text = 0, ''

    def run(self, command):
        """Runs a command of the shell, and remembers what it said and its exit code."""
        ended = subprocess.run(command, shell=True, cwd=self.folder, text=True, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT_SECONDS, check=False)
        self.code, self.text = ended.returncode, ended.stdout
        return self

    def json(self):
        """What it said for machines, without what it said to people afterwards."""
        return json.JSONDecoder().raw_decode(self.text[self.text.index('{'):])[0]


def played(report, terminal, name, command, code=0):
    started = time.monotonic()
    terminal.run(command)
    if not report.check(f'quick start: {name}: {command} ends with {code} ({time.monotonic() - started:.0f} s)',
                        terminal.code, code):
        print('      ' + '\n      '.join(terminal.text.splitlines()[-25:]))
    return terminal


def outputs():
    found = client('cloudformation').describe_stacks(StackName=NAME)['Stacks'][0]['Outputs']
    return {each['OutputKey']: each['OutputValue'] for each in found}


def image_of_task():
    task = client('ecs').describe_services(
        cluster=outputs()['WebClusterName'], services=[outputs()['WebServiceName']])['services'][0]['taskDefinition']
    found = client('ecs').describe_task_definition(taskDefinition=task)['taskDefinition']
    return found['containerDefinitions'][0]['image']


def is_in_registry(image):
    name, tag = image.split('/', 1)[1].rsplit(':', 1)
    return bool(client('ecr').describe_images(repositoryName=name, imageIds=[{'imageTag': tag}])['imageDetails'])


def task_runs():
    """What ECS and the task do in AWS, and nobody does here: a target, and a line in the log."""
    client('elbv2').register_targets(
        TargetGroupArn=outputs()['WebTargetGroupArn'], Targets=[{'Id': '10.0.0.10', 'Port': 8080}])
    stream = {'logGroupName': outputs()['WebLogGroupName'], 'logStreamName': 'task/app/0123456789abcdef'}
    client('logs').create_log_stream(**stream)
    client('logs').put_log_events(**stream, logEvents=[
        {'timestamp': int(time.time() * 1000), 'message': 'GET /health 200'},
        {'timestamp': int(time.time() * 1000), 'message': 'Error: out of luck'}])


def installed(report, terminal):
    package = terminal.package
    played(report, terminal, 'install', f'npm init -y && npm install --no-audit --no-fund {package}')
    played(report, terminal, 'the starter', 'cp -r node_modules/cdk-elastic-web/examples/quick-start/. .')
    played(report, terminal, 'install', f'npm install --no-audit --no-fund {package} && npm install')
    played(report, terminal, 'ignore', r"printf 'node_modules/\ncdk.out/\n' > .gitignore")


def deployed(report, terminal):
    played(report, terminal, 'bootstrap', 'npx cdk bootstrap')
    played(report, terminal, 'deploy', 'npx cdk deploy --require-approval never')
    report.check('quick start: the address is printed', f'{NAME}.WebUrl = {outputs()["WebUrl"]}' in terminal.text)
    report.check('quick start: the address is that of the load balancer', outputs()['WebUrl'],
                 f'http://{outputs()["WebLoadBalancerDnsName"]}')
    report.check('quick start: the image of the task was pushed', lambda: is_in_registry(image_of_task()))
    played(report, terminal, 'diff', 'npx cdk diff')
    report.check('quick start: right after a deployment nothing differs', 'There were no differences' in terminal.text)


def operated(report, terminal):
    tool = 'npx cdk-elastic-web'
    played(report, terminal, 'status without a target', f'{tool} status {NAME} --json', 1)
    report.check('quick start: status says why', [each['text'] for each in terminal.json()['findings']],
                 ['0 of 1 targets of Web are healthy'])
    played(report, terminal, 'doctor without a cause', f'{tool} doctor {NAME}', 2)
    task_runs()
    played(report, terminal, 'status', f'{tool} status {NAME} --json')
    report.check('quick start: status says healthy', terminal.json()['health'], 'healthy')
    report.check('quick start: status knows the address', terminal.json()['addresses'], [outputs()['WebUrl']])
    played(report, terminal, 'status for people', f'{tool} status')
    report.check('quick start: the table has the service',
                 bool(re.search(r'Web +1 of 1 +:1 +completed', terminal.text)))
    played(report, terminal, 'doctor', f'{tool} doctor {NAME}')
    played(report, terminal, 'logs', f'{tool} logs {NAME} --service Web --since 1h')
    report.check('quick start: logs has the line', 'GET /health 200' in terminal.text)
    # not --errors: MiniStack wants all terms of a pattern in a line, where CloudWatch wants one of those with a ?.
    played(report, terminal, 'logs', f'{tool} logs {NAME} --service Web --since 1h --filter luck')
    report.check('quick start: only what was asked for',
                 ('out of luck' in terminal.text, 'GET /health' in terminal.text), (True, False))
    played(report, terminal, 'open', f'{tool} open {NAME} --print')
    report.check('quick start: open prints the address', terminal.text.strip(), outputs()['WebUrl'])


def changed(report, terminal):
    before = image_of_task()
    server = os.path.join(terminal.folder, 'web', 'server.mjs')
    text = read(server).decode()
    report.check('quick start: the server says what the page says', ANSWER in text)
    with open(server, 'w', encoding='utf-8') as file:
        file.write(text.replace(ANSWER, 'Hello again'))
    played(report, terminal, 'what would change', 'npx cdk diff')
    report.check('quick start: one stack differs', 'Number of stacks with differences: 1' in terminal.text)
    played(report, terminal, 'deploy the change', 'npx cdk deploy --require-approval never')
    report.check('quick start: another image runs', lambda: image_of_task() != before)
    report.check('quick start: and it was pushed', lambda: is_in_registry(image_of_task()))
    played(report, terminal, 'diff', 'npx cdk diff')
    report.check('quick start: nothing differs again', 'There were no differences' in terminal.text)


def removed(report, terminal):
    group = outputs()['WebLogGroupName']
    played(report, terminal, 'what destroy would do', f'npx cdk-elastic-web destroy {NAME}')
    report.check('quick start: it names the two log groups that stay',
                 terminal.text.count('LogGroup) stays as it is'), 2)
    played(report, terminal, 'destroy', 'npx cdk destroy --force')
    stacks = [each['StackName'] for each in client('cloudformation').describe_stacks()['Stacks']
              if each['StackStatus'] != 'DELETE_COMPLETE']
    report.check('quick start: only the bootstrap stack is left', stacks, ['CDKToolkit'])
    left = [each['logGroupName'] for each in client('logs').describe_log_groups()['logGroups']]
    report.check('quick start: the log of the service is gone', group in left, False)
    balancers = client('elbv2').describe_load_balancers()['LoadBalancers']
    report.check('quick start: the load balancer is gone', balancers, [])
    played(report, terminal, 'status afterwards', f'npx cdk-elastic-web status {NAME}', 2)


def main(folder, package):
    report = Report()
    lines = commands(read(ROOT, 'docs', 'getting-started.md').decode())
    source = read(__file__).decode()
    report.check('quick start: every command of docs/getting-started.md is played', [
        line for line in lines if line not in NOT_PLAYED and line not in source.replace('\\\\', '\\')
        and line not in ('mkdir my-app && cd my-app',)], [])
    os.makedirs(folder)
    terminal = Terminal(folder, package)
    for part in (installed, deployed, operated, changed, removed):
        try:
            part(report, terminal)
        except Exception as error:  # what comes next needs what was not done.
            report.check(f'quick start: {part.__name__}', f'{type(error).__name__}: {error}')
            break
    for line, why in NOT_PLAYED.items():
        print(f'note  {line}: {why}')
    return report.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
