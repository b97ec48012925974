-- Decides about one request: revocation, rate limit window, quota, cached answer.
-- Nothing is charged unless all of them admit the request; a refused request is only counted as refused.
--
-- KEYS  revocation marks (n; the last one names the run of Redis that has all marks), window (0 or 1), quota (0 or 1), usage of the day, usage of the minute,
--       cached answer (0 or 1), tag versions (the rest)
-- ARGV   1 number of revocation marks   2 issue time of the credential, epoch seconds
--        3 milliseconds by which the mesh clock is ahead of this server's clock
--        4 1 with a window              5 its limit       6 its length in milliseconds
--        7 1 with a quota               8 limit of calls (0: none)    9 cost of this call
--       10 limit of AI tokens, checked if this call spends any (0: none)   11 seconds the quota is kept
--       12 usage field of the day      13 seconds the day is kept
--       14 usage field of the minute   15 1 with a cached answer
--       16 the head of the caller's copy of the cached answer (empty: none)
--       17 the run of Redis that the caller is connected to
-- Reply {verdict, {used in the window, milliseconds left}, {calls used, tokens used}, cached, {tag versions}}
--       where cached is 1 if the caller's copy is still current
local ADMITTED, REVOKED, RATE_LIMITED, CALLS_USED_UP, TOKENS_USED_UP, UNKNOWN = 0, 1, 2, 3, 4, 5
local MOST_FIELDS = 5000

local marks = tonumber(ARGV[1])
local next_key = marks + 1
local function take(flag)
  if flag == '0' then return nil end
  next_key = next_key + 1
  return KEYS[next_key - 1]
end
local window_key = take(ARGV[4])
local quota_key = take(ARGV[7])
local day_key = take('1')
local minute_key = take('1')
local cache_key = take(ARGV[15])

local function count(key, field, keep)
  local total = redis.call('HINCRBY', key, field, 1)
  if total == 1 then
    local fields = redis.call('HLEN', key)
    if fields == 1 then
      redis.call('EXPIRE', key, keep)
    elseif fields > MOST_FIELDS then
      redis.call('HDEL', key, field)
      redis.call('HINCRBY', key, 'other', 1)
    end
  end
end

local function count_usage(outcome)
  count(day_key, ARGV[12] .. outcome, ARGV[13])
  count(minute_key, ARGV[14] .. outcome, 7200)
end

local function is_revoked(found)
  local issued = tonumber(ARGV[2])
  for index = 1, marks - 1 do
    local mark = found[index]
    if mark and issued <= (tonumber(mark) or issued) then return true end
  end
  return false
end

local revoked = false
if marks > 0 then
  local found = redis.call('MGET', unpack(KEYS, 1, marks))
  -- Redis was emptied or restarted, and may have lost marks that are not written again yet.
  if found[marks] ~= ARGV[17] then return {UNKNOWN, {0, 1}, {0, 0}, false, {}} end
  revoked = is_revoked(found)
end

local used, window_end, now = 0, 0, 0
local length = tonumber(ARGV[6])
if window_key then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[3])
  local state = redis.call('HMGET', window_key, 'used', 'end')
  window_end = tonumber(state[2]) or 0
  -- An end much further away than a whole window was written before somebody put the clock back.
  if window_end > now and window_end <= now + length + 2000 then used = tonumber(state[1]) else window_end = 0 end
end

local calls, tokens = 0, 0
if quota_key then
  local state = redis.call('HMGET', quota_key, 'api_calls', 'ai_tokens')
  calls, tokens = tonumber(state[1]) or 0, tonumber(state[2]) or 0
end

local call_limit, cost, token_limit = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local verdict = ADMITTED
if revoked then
  verdict = REVOKED
elseif quota_key and call_limit > 0 and cost > 0 and calls + cost > call_limit then
  verdict = CALLS_USED_UP
elseif quota_key and token_limit > 0 and tokens >= token_limit then
  verdict = TOKENS_USED_UP
elseif window_key and used >= tonumber(ARGV[5]) then
  verdict = RATE_LIMITED
end

if verdict ~= ADMITTED then
  count_usage('refused')
  return {verdict, {used, math.max(window_end - now, 1)}, {calls, tokens}, false, {}}
end

if window_key then
  used = used + 1
  if window_end == 0 then
    window_end = now + length
    redis.call('HSET', window_key, 'used', 1, 'end', string.format('%.0f', window_end))
    redis.call('PEXPIRE', window_key, length)
  else
    redis.call('HINCRBY', window_key, 'used', 1)
  end
end
if quota_key and cost > 0 then
  calls = redis.call('HINCRBY', quota_key, 'api_calls', cost)
  if calls == cost then redis.call('EXPIRE', quota_key, ARGV[11]) end
end
count_usage('admitted')

local versions = {}
if next_key <= #KEYS then versions = redis.call('MGET', unpack(KEYS, next_key)) end
local cached = false
if cache_key then
  local known = ARGV[16]
  if known ~= '' and redis.call('GETRANGE', cache_key, 0, #known - 1) == known then
    cached = 1
  else
    cached = redis.call('GET', cache_key)
  end
end
return {ADMITTED, {used, window_end - now}, {calls, tokens}, cached, versions}
