"""RoleService: the permissions of roles."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.auth.v1 import roles_pb2 as pb
from altsports.auth.v1.roles_pb2_grpc import RoleServiceServicer
from auth_service.roles.domain import role_sheets, vocabulary
from service_kit.rpc.incoming import Context


class RoleRpc(RoleServiceServicer):
    """Handlers of the contract."""

    async def ListRoles(self, request: pb.ListRolesRequest, context: Context) -> pb.ListRolesResponse:
        roles = [
            pb.Role(
                name=sheet.name,
                scope=sheet.scope,
                description=sheet.description,
                permissions=sheet.permissions,
                app_permissions=sheet.app_permissions,
            )
            for sheet in role_sheets()
        ]
        return pb.ListRolesResponse(roles=roles, permissions=vocabulary())
