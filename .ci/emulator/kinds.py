"""How a type of CloudFormation is added to MiniStack: what makes, changes and removes a resource of it."""
import re

import ministack.services.cloudformation.provisioners as cfn
from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region

# what a resource was made of, and what it answers to Fn::GetAtt: physical id -> props and attrs.
RECORDS = AccountRegionScopedDict()
ALL = object()


def arn(service, resource):
    return f'arn:aws:{service}:{get_region()}:{get_account_id()}:{resource}'


def call(function, params):
    """Calls an operation of a service; its refusal fails the resource."""
    status, _headers, body = function(params)
    text = body.decode() if isinstance(body, bytes) else str(body)
    if status >= 400:
        raise ValueError(text)
    return text


def query(props):
    """Properties as EC2 reads them: lists as Name.1, Name.2."""
    return {re.sub(r'\.member\.', '.', key): value for key, value in cfn._ec_query(props).items()}


def need(store, key, what):
    """What a resource refers to has to exist, as in AWS."""
    if key not in store:
        raise ValueError(f'{what} {key} does not exist')
    return store[key]


def handlers(create, delete, modify=None, mutable=('Tags',)):
    """A type that a changed property replaces, except the mutable ones."""
    def update(physical_id, old, new, stack_name, logical_id):
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if mutable is ALL or changed <= set(mutable):
            return physical_id, modify(physical_id, new) if modify else RECORDS[physical_id]['attrs']
        created = cfn._seeded_create(create, logical_id, new, stack_name)
        cfn._delete_predecessor(delete, physical_id, old)
        return created
    return {'create': create, 'update': update, 'update_with_logical_id': True, 'delete': delete}


def remembered(physical_id, props, attrs):
    RECORDS[physical_id] = {'props': props, 'attrs': attrs}
    return physical_id, attrs


def recorded(attributes, identity=None, mutable=ALL):
    """A type that is a record and nothing else: its attributes and its id are made from its name and properties."""
    def create(logical_id, props, stack_name):
        name = cfn._physical_name(stack_name, logical_id)
        return remembered(identity(name, props) if identity else name, props, attributes(name, props))

    def modify(physical_id, props):
        RECORDS[physical_id]['props'] = props
        return RECORDS[physical_id]['attrs']

    def delete(physical_id, _props):
        need(RECORDS, physical_id, 'record')
        del RECORDS[physical_id]
    return handlers(create, delete, modify, mutable)
