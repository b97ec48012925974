// orval as an application uses it: a client on fetch, in one file.
export default {
  api: {
    input: "../../src/gateway_service/openapi/openapi.json",
    output: { target: "generated/orval.ts", client: "fetch" },
  },
};
