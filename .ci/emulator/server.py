"""Starts MiniStack with the types that it lacks, and with what the examples find in their account.

The address, the port, the account and the Region come from the environment: see .ci/emulator.sh.
"""
import brought
import completed
import network
import records
import resources

import ministack.app as app
import ministack.core.router as router
import ministack.services.cloudformation.engine as engine
import ministack.services.cloudformation.provisioners as cfn
from ministack.core.responses import get_account_id
from ministack.services.cloudformation import _stacks

resolve_here = engine._resolve_refs


def resolve(value, *rest, **more):
    """An output of a stack in another Region: MiniStack looks in the Region of the reader only."""
    if isinstance(value, dict) and isinstance(value.get('Fn::GetStackOutput'), dict):
        wanted = value['Fn::GetStackOutput']
        if 'Region' in wanted:
            stack = _stacks.get_scoped(get_account_id(), wanted['Region'], wanted['StackName']) or {}
            for output in stack.get('Outputs', []):
                if output['OutputKey'] == wanted['OutputName']:
                    return output['OutputValue']
    return resolve_here(value, *rest, **more)


def install():
    for types in (network.TYPES, resources.TYPES, records.TYPES):
        cfn._RESOURCE_HANDLERS.update(types)
    completed.install()
    engine._resolve_refs = resolve
    router.SERVICE_PATTERNS[records.SERVICE] = records.PATTERNS
    app.SERVICE_HANDLERS[records.SERVICE] = records.answer
    brought.bring()


if __name__ == '__main__':
    install()
    app.main()
