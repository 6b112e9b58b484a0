create table orders (id int primary key, customer varchar(40));
create table line (order_id int, article varchar(40));
create index line_order on line (order_id);
insert into orders select x, 'customer ' || mod(x, 7) from system_range(1, 60);
insert into line
  select o.x, 'article ' || l.x from system_range(1, 60) o cross join system_range(1, 3) l;
create trigger orders_round_trip before select on orders call 'com.example.shop.RoundTrip';
create trigger line_round_trip before select on line call 'com.example.shop.RoundTrip';
